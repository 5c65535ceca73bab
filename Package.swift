// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "puerto",
    products: [
        .executable(name: "puerto", targets: ["puerto"]),
        .executable(name: "puerto-cgi", targets: ["puerto-cgi"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(
            name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        // Its pkg-config file has a flag that SwiftPM refuses, and nothing else that is needed.
        .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
        .target(name: "Hypertext", swiftSettings: strict),
        .target(name: "CommonMark", dependencies: ["CCMark", "Hypertext"], swiftSettings: strict),
        .target(name: "PuertoCore", swiftSettings: strict),
        .target(
            name: "PuertoVault",
            dependencies: [
                "PuertoCore", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            resources: [.embedInCode("Words")],
            swiftSettings: strict),
        .target(
            name: "PuertoStore",
            dependencies: [
                "PuertoCore", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "PuertoSite",
            dependencies: [
                "CommonMark", "CQREncode", "Hypertext", "PuertoCore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [.embedInCode("Assets")],
            swiftSettings: strict),
        .target(
            name: "Windmill",
            dependencies: [
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .target(
            name: "PuertoEngine",
            dependencies: [
                "CHiredis", "CPQ", "PuertoCore", "Windmill",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: strict),
        .target(
            name: "PuertoJobs",
            dependencies: [
                "PuertoCore", "PuertoEngine", "PuertoStore", "PuertoVault",
            ],
            swiftSettings: strict),
        .target(
            name: "PuertoHook",
            dependencies: ["Hypertext", "PuertoCore", "PuertoStore", "PuertoVault"],
            exclude: ["openapi.yaml"], swiftSettings: strict),
        .target(name: "PuertoDoor", dependencies: ["PuertoHook"], swiftSettings: strict),
        .executableTarget(
            name: "puerto-cgi",
            dependencies: ["PuertoCore", "PuertoDoor", "PuertoHook", "PuertoStore", "PuertoVault"],
            swiftSettings: strict,
            // Nothing to find and relocate at the start of each request: it takes half the time.
            // Needs `--static-swift-stdlib`, which debug builds are made without.
            linkerSettings: [
                .unsafeFlags(
                    ["-static-executable", "-Xclang-linker", "-no-pie", "-Xlinker", "-s"],
                    .when(configuration: .release))
            ]),
        .executableTarget(
            name: "puerto",
            dependencies: [
                "CommonMark", "Hypertext", "PuertoCore", "PuertoEngine", "PuertoJobs",
                "PuertoDoor", "PuertoHook", "PuertoSite", "PuertoStore", "PuertoVault",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PuertoCoreTests", dependencies: ["PuertoCore"], swiftSettings: strict),
        .testTarget(
            name: "PuertoVaultTests",
            dependencies: [
                "PuertoCore", "PuertoVault", .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Vectors"], swiftSettings: strict),
        .testTarget(
            name: "ConfigurationTests", dependencies: ["PuertoCore", "PuertoSite"],
            swiftSettings: strict),
        .testTarget(
            name: "PuertoStoreTests",
            dependencies: [
                "PuertoCore", "PuertoStore", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CLITests",
            dependencies: ["puerto", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .testTarget(
            name: "PuertoSiteTests",
            dependencies: ["CommonMark", "Hypertext", "PuertoCore", "PuertoSite"],
            exclude: ["Fixture", "Golden"], swiftSettings: strict),
        .testTarget(
            name: "PuertoEngineTests",
            dependencies: [
                "PuertoCore", "PuertoEngine", .product(name: "Yams", package: "Yams"),
            ],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(name: "WindmillTests", dependencies: ["Windmill"], swiftSettings: strict),
        .testTarget(
            name: "PuertoJobsTests",
            dependencies: [
                "PuertoCore", "PuertoEngine", "PuertoJobs", "PuertoStore", "PuertoVault",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PuertoHookTests",
            dependencies: [
                "PuertoCore", "PuertoHook", "PuertoStore", "PuertoVault",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "PuertoDoorTests", dependencies: ["PuertoDoor", "PuertoHook"],
            swiftSettings: strict),
        .testTarget(name: "HypertextTests", dependencies: ["Hypertext"], swiftSettings: strict),
        .testTarget(name: "ImportTests", swiftSettings: strict),
        .testTarget(
            name: "CommonMarkTests", dependencies: ["CommonMark", "Hypertext"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
