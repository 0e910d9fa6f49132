import Model
import Testing

struct AddressRangeTests {
  private static func address(_ text: String) throws -> IPAddress {
    let bytes = Array(text.utf8)
    let address = IPAddress(bytes.span, in: 0..<bytes.count)
    return try #require(address)
  }

  @Test(arguments: [
    ("192.0.2.0/24", "192.0.2.0", true), ("192.0.2.0/24", "192.0.2.255", true),
    ("192.0.2.0/24", "192.0.3.0", false), ("192.0.2.0/24", "2001:db8::1", false),
    ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false),
    ("192.0.2.7", "::ffff:192.0.2.7", true), ("192.0.2.6/31", "192.0.2.7", true),
    ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
    ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::", false),
    ("2001:db8::/65", "2001:db8::7fff:0:0:1", true),
    ("2001:db8::/65", "2001:db8::8000:0:0:1", false),
    ("::/0", "203.0.113.9", true), ("::/0", "2001:db8::1", true),
  ])
  func `a block holds what shares its first bits`(
    block: String,
    text: String,
    isInside: Bool
  ) throws {
    let range = try #require(AddressRange(block))
    #expect(range.contains(try Self.address(text)) == isInside)
  }

  @Test(arguments: [
    "", "192.0.2", "192.0.2.1/24", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/", "192.0.2.0/024",
    "192.0.2.0/24/1", "2001:db8::1/64", "2001:db8::/129", "scanner", "/24",
  ])
  func `what is no block, or has bits behind its prefix, is refused`(text: String) {
    #expect(AddressRange(text) == nil)
  }

  @Test(arguments: [
    "192.0.2.0/24", "192.0.2.7", "2001:db8::/32", "2001:db8::1", "0.0.0.0/0", "::/0",
  ])
  func `a block is written as it is read`(text: String) {
    #expect(AddressRange(text)?.description == text)
  }
}
