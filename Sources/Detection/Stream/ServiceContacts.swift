import Model

/// The contacts of a scan by service, each service's in order.
struct ServiceContacts {
  /// The services that have contacts, in the order of `Service`.
  private(set) var services: [(service: Service, contacts: [Contact])] = []

  /// - Complexity: O(contacts).
  init(_ contacts: [Contact]) {
    var counts = [Int](repeating: 0, count: Int(UInt8.max) + 1)
    for contact in contacts { counts[Int(contact.service.rawValue)] += 1 }
    for service in Service.allCases where counts[Int(service.rawValue)] > 0 {
      let isOnly = counts[Int(service.rawValue)] == contacts.count
      services.append((service, isOnly ? contacts : contacts.filter { $0.service == service }))
    }
  }

  mutating func removeAll(where isUnwanted: (Contact) -> Bool) {
    for place in services.indices { services[place].contacts.removeAll(where: isUnwanted) }
  }
}
