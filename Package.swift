// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
  .enableUpcomingFeature("ExistentialAny"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
  .enableUpcomingFeature("InternalImportsByDefault"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
  .enableUpcomingFeature("MemberImportVisibility"),
  // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

// Targets stand top-down: an arrow points only to a target further down. `script/check` proves it.
let package = Package(
  name: "rollcall",
  products: [
    .executable(name: "rollcall", targets: ["rollcall"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.0.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
  ],
  targets: [
    .executableTarget(
      name: "rollcall",
      dependencies: [
        "Custody",
        "Detection",
        "Evaluation",
        "Hunting",
        "Intake",
        "Knowledge",
        "Lab",
        "LogBytes",
        "LogFormats",
        "Mitigation",
        "Model",
        "Scan",
        "Sigma",
        "Web",
        "WorkspaceStore",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Hummingbird", package: "hummingbird"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Evaluation",
      dependencies: [
        "Custody", "Detection", "Lab", "LogBytes", "Mitigation", "Model", "Scan", "WorkspaceStore",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Web",
      dependencies: [
        "Custody",
        "Detection",
        "Hunting",
        "Intake",
        "Knowledge",
        "LogBytes",
        "LogFormats",
        "Mitigation",
        "Model",
        "Scan",
        "Sigma",
        "WorkspaceStore",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      resources: [
        .embedInCode("Resources/favicon.svg"),
        .embedInCode("Resources/keyboard.js"),
        .embedInCode("Resources/live.js"),
        .embedInCode("Resources/workspace.css"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Intake",
      dependencies: [
        "Custody",
        "Knowledge",
        "Model",
        "Scan",
        "WorkspaceStore",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "WorkspaceStore",
      dependencies: [
        "Custody",
        "Model",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Custody",
      dependencies: [
        "Model",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      resources: [.embedInCode("Resources/verify.py")],
      swiftSettings: settings
    ),
    .target(
      name: "Mitigation",
      dependencies: [
        "Detection", "Hunting", "LogBytes", "LogFormats", "Model", "Scan", "Sigma",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [.embedInCode("Resources/controls.yml")],
      swiftSettings: settings
    ),
    .target(
      name: "Hunting",
      dependencies: [
        "Detection",
        "LogBytes",
        "LogFormats",
        "Model",
        "Scan",
        "Sigma",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [
        .embedInCode("Resources/access.yml"),
        .embedInCode("Resources/directory.yml"),
        .embedInCode("Resources/enumeration.yml"),
        .embedInCode("Resources/findings.yml"),
        .embedInCode("Resources/guessing.yml"),
        .embedInCode("Resources/reconnaissance.yml"),
      ],
      swiftSettings: settings
    ),
    .target(
      name: "Scan",
      dependencies: [
        "Detection",
        "LogBytes",
        "LogFormats",
        "Model",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings
    ),
    .target(name: "Lab", dependencies: ["Model"], swiftSettings: settings),
    .target(name: "Detection", dependencies: ["Model"], swiftSettings: settings),
    .target(
      name: "Knowledge",
      dependencies: ["CAttackFacts", "LogBytes", "Model"],
      swiftSettings: settings
    ),
    .target(
      name: "Sigma",
      dependencies: ["Model", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings
    ),
    .target(name: "LogFormats", dependencies: ["LogBytes", "Model"], swiftSettings: settings),
    .target(
      name: "LogBytes",
      dependencies: ["CByteSearch", "CLibArchive", "CLibMaxMindDB", "CMalloc"],
      swiftSettings: settings + [.strictMemorySafety()]
    ),
    .target(name: "Model", swiftSettings: settings),

    .target(name: "CAttackFacts", exclude: ["attack.facts"]),
    .target(name: "CByteSearch"),
    .systemLibrary(
      name: "CLibArchive",
      pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"])]
    ),
    .systemLibrary(
      name: "CLibMaxMindDB",
      pkgConfig: "libmaxminddb",
      providers: [.apt(["libmaxminddb-dev"])]
    ),
    .systemLibrary(name: "CMalloc"),

    .testTarget(
      name: "CustodyTests",
      dependencies: [
        "Custody",
        "Model",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "DetectionTests",
      dependencies: ["Detection", "Model"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["rollcall"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "EvaluationTests",
      dependencies: ["Detection", "Evaluation", "Lab", "Model", "Scan", "WorkspaceStore"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "HuntingTests",
      dependencies: ["Hunting", "LogFormats", "Model", "Scan", "Sigma"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "KnowledgeTests",
      dependencies: ["Knowledge", "LogBytes", "Model"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "LabTests",
      dependencies: ["Lab", "LogBytes", "LogFormats", "Model"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "LogBytesTests",
      dependencies: ["LogBytes", "Model"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "LogFormatsTests",
      dependencies: ["LogBytes", "LogFormats", "Model"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "MitigationTests",
      dependencies: ["Hunting", "LogFormats", "Mitigation", "Model", "Scan", "Sigma"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ModelTests",
      dependencies: ["Model"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ScanTests",
      dependencies: ["Detection", "LogBytes", "LogFormats", "Model", "Scan"],
      exclude: ["Report/Golden"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "SigmaTests",
      dependencies: ["Model", "Sigma", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings
    ),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Custody",
        "Detection",
        "Knowledge",
        "LogFormats",
        "Mitigation",
        "Model",
        "Scan",
        "Web",
        "WorkspaceStore",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "WorkspaceStoreTests",
      dependencies: [
        "Custody",
        "Model",
        "WorkspaceStore",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      exclude: ["Golden"],
      swiftSettings: settings
    ),
  ],
  swiftLanguageModes: [.v6]
)
