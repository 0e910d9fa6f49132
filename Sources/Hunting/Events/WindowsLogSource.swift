import Sigma

/// Sigma's Windows log sources as channels and event numbers.
///
/// Rules say `category: process_creation` and mean events of Sysmon; rules say `service: security` and
/// mean a channel.
enum WindowsLogSource {
  private static let channels: [String: [String]] = [
    "application": ["Application"],
    "dns-server": ["DNS Server"],
    "ntlm": ["Microsoft-Windows-NTLM/Operational"],
    "openssh": ["OpenSSH/Operational"],
    "powershell": ["Microsoft-Windows-PowerShell/Operational", "PowerShellCore/Operational"],
    "powershell-classic": ["Windows PowerShell"],
    "security": ["Security"],
    "smbclient-security": ["Microsoft-Windows-SmbClient/Security"],
    "sysmon": ["Microsoft-Windows-Sysmon/Operational"],
    "system": ["System"],
    "taskscheduler": ["Microsoft-Windows-TaskScheduler/Operational"],
    "windefend": ["Microsoft-Windows-Windows Defender/Operational"],
    "wmi": ["Microsoft-Windows-WMI-Activity/Operational"],
  ]

  /// Numbers of Sysmon's events.
  private static let sysmonEvents: [String: [Int]] = [
    "clipboard_capture": [24],
    "create_remote_thread": [8],
    "create_stream_hash": [15],
    "dns_query": [22],
    "driver_load": [6],
    "file_change": [2],
    "file_delete": [23, 26],
    "file_event": [11],
    "file_executable_detected": [29],
    "image_load": [7],
    "network_connection": [3],
    "pipe_created": [17, 18],
    "process_access": [10],
    "process_creation": [1],
    "process_tampering": [25],
    "process_termination": [5],
    "raw_access_thread": [9],
    "registry_add": [12],
    "registry_delete": [12],
    "registry_event": [12, 13, 14],
    "registry_rename": [14],
    "registry_set": [13],
    "sysmon_error": [255],
    "sysmon_status": [4, 16],
    "wmi_event": [19, 20, 21],
  ]

  /// `nil` for a category or service that is not known.
  static func condition(category: String?, service: String?) -> Condition?? {
    switch (category, service) {
    case (nil, nil): .some(nil)
    case (nil, let service?): channels[service].map { any("Channel", $0) }
    case ("ps_script", nil): powershell(4104)
    case ("ps_module", nil): powershell(4103)
    case (let category?, nil), (let category?, "sysmon"):
      sysmonEvents[category].map { numbers in
        .and([any("Channel", channels["sysmon"] ?? []), any("EventID", numbers.map(String.init))])
      }
    default: nil
    }
  }

  private static func powershell(_ number: Int) -> Condition {
    .and([any("Channel", channels["powershell"] ?? []), any("EventID", [String(number)])])
  }

  private static func any(_ field: String, _ texts: [String]) -> Condition {
    .or(texts.map { .test(FieldTest(field, .text(TextPattern(literal: Array($0.utf8))))) })
  }
}
