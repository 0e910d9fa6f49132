/// One way in which a source's JSON keeps the fields that rules name.
struct JSONLayout: Sendable {
  /// A path that records of this layout have.
  var signature: [String]
  var timePaths: [String]
  /// An object whose members are objects with fields in them, whatever those are called.
  var nestedPath: String?
  /// Where a field may stand, the likeliest first.
  var paths: @Sendable (String) -> [String]

  static func all(of source: EventSource) -> [JSONLayout] {
    switch source {
    case .windows: [evtxDump, winlogbeat7, winlogbeat6, flatWindows]
    case .entra: [entra]
    case .keycloak: [keycloak]
    case .linux: [journal]
    case .attempts, .findings, .web: []
    }
  }

  private static func paths(
    _ special: [String: [String]],
    _ prefixes: [String]
  ) -> @Sendable (String) -> [String] {
    { field in
      special[field] ?? (prefixes.map { $0 + field } + (field.contains(".") ? [field] : []))
    }
  }

  private static let evtxDump = JSONLayout(
    signature: ["Event.System.EventID", "Event.System.EventID.#text"],
    timePaths: [
      "Event.System.TimeCreated.#attributes.SystemTime",
      "Event.System.TimeCreated_attributes.SystemTime",
    ],
    nestedPath: "Event.UserData",
    paths: paths(
      [
        "EventID": ["Event.System.EventID", "Event.System.EventID.#text"],
        "Provider_Name": [
          "Event.System.Provider.#attributes.Name", "Event.System.Provider_attributes.Name",
        ],
      ],
      ["Event.EventData.", "Event.System."]
    )
  )

  private static let winlogbeat7 = JSONLayout(
    signature: ["winlog.event_id", "winlog.channel"],
    timePaths: ["@timestamp"],
    paths: paths(
      [
        "EventID": ["winlog.event_id", "event.code"], "Channel": ["winlog.channel"],
        "Provider_Name": ["winlog.provider_name", "event.provider"],
        "Computer": ["winlog.computer_name", "host.name"],
      ],
      ["winlog.event_data.", "winlog.user_data.", "winlog."]
    )
  )

  private static let winlogbeat6 = JSONLayout(
    signature: ["event_id"],
    timePaths: ["@timestamp"],
    paths: paths(
      [
        "EventID": ["event_id"], "Channel": ["log_name"], "Provider_Name": ["source_name"],
        "Computer": ["computer_name"],
      ],
      ["event_data.", "user_data."]
    )
  )

  private static let flatWindows = JSONLayout(
    signature: ["EventID"],
    timePaths: ["EventTime", "UtcTime", "@timestamp", "TimeCreated"],
    paths: paths(
      [
        "Provider_Name": ["SourceName", "Provider_Name", "ProviderName"],
        "Computer": ["Hostname", "Computer"],
      ],
      [""]
    )
  )

  /// Diagnostic settings, Log Analytics and Graph name the same things in different cases and depths.
  private static let entra = JSONLayout(
    signature: [],
    timePaths: [
      "CreatedDateTime", "createdDateTime", "properties.createdDateTime", "TimeGenerated", "time",
    ],
    paths: { field in
      let known: [String: [String]] = [
        "ResultType": ["status.errorCode", "properties.status.errorCode", "resultType"],
        "ResultDescription": [
          "status.failureReason", "properties.status.failureReason", "resultDescription",
        ],
        "IPAddress": ["ipAddress", "properties.ipAddress", "callerIpAddress"],
      ]
      let lower = field.prefix(1).lowercased() + field.dropFirst()
      return [field, "properties." + field] + (known[field] ?? [lower, "properties." + lower])
    }
  )

  private static let keycloak = JSONLayout(
    signature: [],
    timePaths: ["time"],
    paths: { [$0, "details." + $0] }
  )

  private static let journal = JSONLayout(
    signature: [],
    timePaths: ["__REALTIME_TIMESTAMP"],
    paths: { field in
      switch field {
      case "message": ["MESSAGE"]
      case "program": ["SYSLOG_IDENTIFIER"]
      case "hostname": ["_HOSTNAME"]
      default: [field]
      }
    }
  )
}
