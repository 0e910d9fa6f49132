import Testing

@testable import Knowledge

struct IndicatorTests {
  /// A sentence, an arrow, and what is in it: `type value` parted by `;`. Nothing behind the arrow
  /// means that nothing may be found.
  private static let cases: [String] = cases(of: table)

  private static func cases(of table: String) -> [String] {
    table.split(separator: "\n").map(String.init).filter { !$0.isEmpty }
  }

  @Test(arguments: cases)
  func `what a sentence holds is found, and nothing else`(line: String) {
    let halves = line.components(parting: " => ")
    let wanted = halves.count > 1 ? halves[1].components(parting: "; ") : []
    let found = IndicatorScanner.indicators(in: Array(halves[0].utf8))
      .map { "\($0.kind.rawValue) \($0.value)" }
    #expect(found == wanted)
  }

  @Test
  func `there are at least two hundred cases`() {
    #expect(Set(Self.cases).count == Self.cases.count)
    #expect(Self.cases.count >= 200)
  }

  @Test
  func `a defanged indicator has the span of what is written`() {
    let text = Array("see hxxps://evil[.]example-bad[.]ru/a now".utf8)
    let found = IndicatorScanner.indicators(in: text)
    #expect(found.map(\.value) == ["https://evil.example-bad.ru/a"])
    #expect(
      found.map { String(decoding: text[$0.span], as: UTF8.self) }
        == ["hxxps://evil[.]example-bad[.]ru/a"]
    )
  }

  @Test(arguments: ["[", "hxxp", "a.", "::", "[.", "http://", "A\\", "@", "1."])
  func `a hostile text of a million bytes is read in one pass`(piece: String) {
    let text = Array(String(repeating: piece, count: 1_000_000 / piece.utf8.count).utf8)
    let clock = ContinuousClock()
    var count = 0
    let time = clock.measure { count = IndicatorScanner.indicators(in: text).count }
    #expect(time < .seconds(20))
    #expect(count <= 1)
  }

  @Test(arguments: [
    ("ipv4", "10.1.2.3", WarningList.privateNetwork), ("ipv4", "192.0.2.9", .documentation),
    ("ipv4", "8.8.8.8", .resolver), ("domain", "www.example.com", .documentation),
    ("domain", "update.microsoft.com", .vendor), ("url", "https://attack.mitre.org/x", .vendor),
    ("url", "http://192.168.1.1:8080/x", .privateNetwork),
    ("email", "a@example.org", .documentation),
    ("md5", "d41d8cd98f00b204e9800998ecf8427e", .emptyFile),
    ("ipv6", "2001:db8::1", .documentation),
    ("ipv6", "fe80::1", .privateNetwork), ("ipv4", "100.64.0.1", .privateNetwork),
  ])
  func `what says nothing of an attack is on a list`(kind: String, value: String, list: WarningList)
    throws
  {
    let kind = try #require(IndicatorKind(rawValue: kind))
    #expect(WarningList(Indicator(kind: kind, value: value, span: 0..<1)) == list)
  }

  @Test(arguments: [
    ("ipv4", "45.77.1.2"), ("domain", "microsoft.com.evil.ru"), ("domain", "notgoogle.com"),
    ("ipv4", "172.32.0.1"), ("url", "http://evil.ru/microsoft.com"), ("cve", "CVE-2024-1709"),
  ])
  func `what only looks like it is on none`(kind: String, value: String) throws {
    let kind = try #require(IndicatorKind(rawValue: kind))
    #expect(WarningList(Indicator(kind: kind, value: value, span: 0..<1)) == nil)
  }

  private static let table = ##"""
    The server 45.77.1.2 answered => ipv4 45.77.1.2
    45.77.1.2 => ipv4 45.77.1.2
    from 45.77.1.2. => ipv4 45.77.1.2
    (45.77.1.2) => ipv4 45.77.1.2
    [45.77.1.2] => ipv4 45.77.1.2
    45.77.1.2, => ipv4 45.77.1.2
    ip:45.77.1.2 => ipv4 45.77.1.2
    45.77.1.2:443 was open => ipv4 45.77.1.2
    45[.]77[.]1[.]2 => ipv4 45.77.1.2
    45.77.1[.]2 => ipv4 45.77.1.2
    45(.)77(.)1(.)2 => ipv4 45.77.1.2
    45[dot]77[dot]1[dot]2 => ipv4 45.77.1.2
    45{.}77{.}1{.}2 => ipv4 45.77.1.2
    "45.77.1.2" => ipv4 45.77.1.2
    45.77.1[.2 => ipv4 45.77.1.2
    45.77.1.2/index.php => ipv4 45.77.1.2
    <45.77.1.2> => ipv4 45.77.1.2
    45.77.1.2; => ipv4 45.77.1.2
    address=45.77.1.2 => ipv4 45.77.1.2
    45.77.1.2! => ipv4 45.77.1.2
    '45.77.1.2' => ipv4 45.77.1.2
    |45.77.1.2| => ipv4 45.77.1.2
    45 [.] 77 [.] 1 [.] 2 => ipv4 45.77.1.2
    45.77.1.2? => ipv4 45.77.1.2
    **45.77.1.2** => ipv4 45.77.1.2
    `45.77.1.2` => ipv4 45.77.1.2
    45.77.1.0/24 was theirs => ipv4 45.77.1.0/24
    45.77.1.2 and 45.77.1.3 => ipv4 45.77.1.2; ipv4 45.77.1.3
    45.77.1.2,45.77.1.3 => ipv4 45.77.1.2; ipv4 45.77.1.3
    version 1.2.3.4
    Version 10.0.1.2 fixes it
    firmware 7.1.2.3
    v 4.3.2.1
    build 10.0.19041.1
    1.2.3
    1.2.3.4.5
    256.1.1.1
    1.2.3.999
    01.02.03.04
    1.2.3.04
    10.0.19045.2364
    1.2.3.4a
    section 3.2.1
    12.30.2024
    $1,234.56
    1..2.3
    1.2.3.-4
    3.14159
    1.2.3.4-5
    2a01:4f8::1 => ipv6 2a01:4f8::1
    to 2A01:4F8:0:1::7. => ipv6 2a01:4f8:0:1::7
    [2a01:4f8::1] => ipv6 2a01:4f8::1
    2a01:4f8:1:2:3:4:5:6 => ipv6 2a01:4f8:1:2:3:4:5:6
    2a01:4f8::/32 => ipv6 2a01:4f8::/32
    2a01[:]4f8::1 => ipv6 2a01:4f8::1
    (2a01:4f8::1) => ipv6 2a01:4f8::1
    2a01:4f8::1, => ipv6 2a01:4f8::1
    12:30:45
    00:11:22:33:44:55
    std::string
    at 10:15
    a::b
    ::
    aa:bb:cc
    key: value: more
    2a01:4f8:::1
    1:2:3:4:5:6:7:8:9
    Foo::Bar::Baz
    time 2024-01-01T12:00:00Z
    evil-site.ru => domain evil-site.ru
    The domain evil-site.ru was used. => domain evil-site.ru
    evil-site[.]ru => domain evil-site.ru
    evil-site(.)ru => domain evil-site.ru
    evil-site[dot]ru => domain evil-site.ru
    evil-site(dot)ru => domain evil-site.ru
    evil-site [dot] ru => domain evil-site.ru
    evil-site{dot}ru => domain evil-site.ru
    EVIL-SITE[.]RU => domain evil-site.ru
    www.evil-site.ru => domain www.evil-site.ru
    evil-site.ru:8443 => domain evil-site.ru
    evil-site.ru/gate => domain evil-site.ru
    a.b.c.evil-site.co.uk => domain a.b.c.evil-site.co.uk
    xn--80ak6aa92e.com => domain xn--80ak6aa92e.com
    evil.xyz => domain evil.xyz
    evil.top => domain evil.top
    evil.onion => domain evil.onion
    abc.duckdns.org => domain abc.duckdns.org
    "evil-site.ru" => domain evil-site.ru
    evil-site.ru, then => domain evil-site.ru
    evil[.]sh => domain evil.sh
    evil[.]zip => domain evil.zip
    cdn.evil.sh => domain cdn.evil.sh
    bad_host.evil.net => domain bad_host.evil.net
    domain:evil-site.ru => domain evil-site.ru
    evil-site[.ru => domain evil-site.ru
    hosts: evil-site.su => domain evil-site.su
    EVIL.COM => domain evil.com
    evil[ . ]com => domain evil.com
    login.evil.com[.]br => domain login.evil.com.br
    e.g. this
    i.e. that
    end.It was
    done.In fact
    System.Net
    System.IO.Compression
    ASP.NET
    VB.NET
    Node.js
    Vue.js
    U.S. firms
    Mr. Smith
    a.m.
    etc.
    foo.notatld
    -evil.nope
    no dots here
    Win32.Malware
    Trojan.Generic
    1.0
    ...
    a..com
    Socket.IO
    evil-.com
    obj.method
    this.value
    e.g
    i.e
    look [at] this
    say (dot) here
    http://evil.ru/a => url http://evil.ru/a
    hxxp://evil.ru/a => url http://evil.ru/a
    hXXps://evil[.]ru/a?b=c&d=e => url https://evil.ru/a?b=c&d=e
    https://evil.ru. => url https://evil.ru
    (https://evil.ru/a) => url https://evil.ru/a
    <https://evil.ru/a> => url https://evil.ru/a
    "https://evil.ru/a" => url https://evil.ru/a
    https[:]//evil.ru/a => url https://evil.ru/a
    https[://]evil.ru/a => url https://evil.ru/a
    hxxp[:]//evil[.]ru[/]a => url http://evil.ru/a
    http://45.77.1.2:8080/x.exe => url http://45.77.1.2:8080/x.exe
    http://45[.]77[.]1[.]2/x => url http://45.77.1.2/x
    ftp://evil.ru/f.zip => url ftp://evil.ru/f.zip
    https://evil.ru/a_(b) => url https://evil.ru/a_(b)
    https://user:pw@evil.ru/a => url https://user:pw@evil.ru/a
    HTTP://EVIL.RU/A => url http://evil.ru/A
    https://evil.ru/#frag => url https://evil.ru/#frag
    https://evil.ru/a,b => url https://evil.ru/a,b
    https://evil.ru/a; => url https://evil.ru/a
    https://evil.ru/a' => url https://evil.ru/a
    https://evil.ru/?u=http://other.com => url https://evil.ru/?u=http://other.com
    hxxps[:]//evil.ru => url https://evil.ru
    url:https://evil.ru/x => url https://evil.ru/x
    https://evil.ru/%20a => url https://evil.ru/%20a
    h**p://evil.ru/a => url http://evil.ru/a
    https://evil.ru/a! => url https://evil.ru/a
    http://
    https://localhost/x
    hxxp://
    http://nodots/a
    file:///etc/passwd
    data://x
    http://a..b/c
    https://[zz]/
    the hxxp scheme
    http:// evil
    mail a.b@evil.ru now => email a.b@evil.ru
    a.b[@]evil[.]ru => email a.b@evil.ru
    a.b[at]evil[dot]ru => email a.b@evil.ru
    a.b (at) evil (dot) ru => email a.b@evil.ru
    a.b@evil[.]ru => email a.b@evil.ru
    <a.b@evil.ru> => email a.b@evil.ru
    mailto:a.b@evil.ru => email a.b@evil.ru
    email:a.b@evil.ru => email a.b@evil.ru
    A.B@EVIL.RU => email a.b@evil.ru
    a+tag@evil.ru => email a+tag@evil.ru
    a.b@evil.ru, => email a.b@evil.ru
    a_b%c@evil.co.uk => email a_b%c@evil.co.uk
    a.b(@)evil.ru => email a.b@evil.ru
    @handle
    a@b
    user@localhost
    @
    a @ b
    5f4dcc3b5aa765d61d8327deb882cf99 => md5 5f4dcc3b5aa765d61d8327deb882cf99
    5F4DCC3B5AA765D61D8327DEB882CF99 => md5 5f4dcc3b5aa765d61d8327deb882cf99
    md5:5f4dcc3b5aa765d61d8327deb882cf99 => md5 5f4dcc3b5aa765d61d8327deb882cf99
    (5f4dcc3b5aa765d61d8327deb882cf99) => md5 5f4dcc3b5aa765d61d8327deb882cf99
    hash=5f4dcc3b5aa765d61d8327deb882cf99, => md5 5f4dcc3b5aa765d61d8327deb882cf99
    file 5f4dcc3b5aa765d61d8327deb882cf99. => md5 5f4dcc3b5aa765d61d8327deb882cf99
    5f4dcc3b5aa765d61d8327deb882cf9
    5f4dcc3b5aa765d61d8327deb882cf99a
    5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8 => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8 => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    sha1:5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8 => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    (5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8) => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    hash=5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8, => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    file 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8. => sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    5baa61e4c9b93f3f0682250b6cf8331b7ee68fd
    5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8a
    5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8 => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    5E884898DA28047151D0E56F8DC6292773603D0D6AABBDD62A11EF721D1542D8 => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    sha256:5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8 => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    (5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8) => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    hash=5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8, => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    file 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8. => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d
    5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8a
    b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86 => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    B109F3BBBC244EB82441917ED06D618B9008DD09B3BEFD1B5E07394C706A8BB980B1D7785E5976EC049B46DF5F1326AF5A2EA6D103FD07C95385FFAB0CACBC86 => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    sha512:b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86 => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    (b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86) => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    hash=b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86, => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    file b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86. => sha512 b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86
    b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc8
    b109f3bbbc244eb82441917ed06d618b9008dd09b3befd1b5e07394c706a8bb980b1d7785e5976ec049b46df5f1326af5a2ea6d103fd07c95385ffab0cacbc86a
    SHA-256: 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8 => sha256 5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8
    5f4dcc3b5aa765d61d8327deb882cf99 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8 => md5 5f4dcc3b5aa765d61d8327deb882cf99; sha1 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8
    00000000000000000000000000000000
    ffffffffffffffffffffffffffffffffffffffff
    1234567890123456789012345678901234567890
    12345678901234567890123456789012
    deadbeef
    gggggggggggggggggggggggggggggggg
    550e8400-e29b-41d4-a716-446655440000
    CVE-2024-1709 => cve CVE-2024-1709
    cve-2021-44228 => cve CVE-2021-44228
    (CVE-2023-3519) => cve CVE-2023-3519
    CVE‑2020‑1472 => cve CVE-2020-1472
    CVE-2019-0708, => cve CVE-2019-0708
    exploits CVE-2022-1234567. => cve CVE-2022-1234567
    CVE-24-1709
    CVE-2024-12
    CVE-1985-1000
    CVE-2024-12345678
    CVE-2024
    ACVE-2024-1709
    AS9009 => asn AS9009
    ASN20473 => asn AS20473
    (AS14061) => asn AS14061
    AS9009, => asn AS9009
    AS400
    AS2
    as9009
    ASCII
    AS0123
    AS99999999999
    ASIA2024
    dropped evil.exe here => file evil.exe
    evil.dll => file evil.dll
    C:\Windows\Temp\evil.exe => file evil.exe
    /tmp/x.sh => file x.sh
    invoice_2024.pdf.lnk => file invoice_2024.pdf.lnk
    run.ps1, => file run.ps1
    (a.docm) => file a.docm
    update.py => file update.py
    mshta.hta => file mshta.hta
    %APPDATA%\x.vbs => file x.vbs
    setup.msi. => file setup.msi
    archive.7z => file archive.7z
    "evil.iso" => file evil.iso
    shell.aspx => file shell.aspx
    Evil.EXE => file Evil.EXE
    file:evil.exe => file evil.exe
    .exe
    exe
    a dll file
    the .lnk format
    React.js
    three.js
    """##
}

extension String {
  fileprivate func components(parting separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let place = rest.firstRange(of: separator) {
      parts.append(String(rest[..<place.lowerBound]))
      rest = rest[place.upperBound...]
    }
    return parts + [String(rest)]
  }
}
