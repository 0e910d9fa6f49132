extension Schema {
  /// Logs by path, so that the list of those that were read costs what it shows.
  static let readLogs = """
    CREATE INDEX scan_input_by_path ON scan_input (path, scan);
    """
}
