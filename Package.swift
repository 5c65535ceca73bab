// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

// Tests import release modules with @testable, so that one build serves tests and products.
let testable: [SwiftSetting] =
    strict + [.unsafeFlags(["-enable-testing"], .when(configuration: .release))]

// The code of tests is compiled once and run once: optimizing it takes longer than it saves.
let tests: [SwiftSetting] = strict + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

// Release programs carry the Swift runtime and Foundation inside. The libraries are named here and
// not by --static-swift-stdlib, which would compile every module differently from the tests' ones.
let staticRuntime = [
    "-Xlinker", "--start-group", "-lFoundation", "-lFoundationInternationalization",
    "-lFoundationEssentials", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims",
    "-l_FoundationCollections", "-lswiftSynchronization", "-lswift_StringProcessing",
    "-lswift_RegexParser", "-lswift_Concurrency", "-lswiftCore", "-ldispatch", "-lBlocksRuntime",
    "-Xlinker", "--end-group", "-lstdc++",
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
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(
            name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        // Its pkg-config file has a flag that SwiftPM refuses, and nothing else that is needed.
        .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
        .systemLibrary(name: "CArgon2", providers: [.apt(["libargon2-dev"])]),
        .target(name: "Hypertext", swiftSettings: testable),
        .target(
            name: "CommonMark", dependencies: ["CCMark", "Hypertext"], swiftSettings: testable),
        .target(name: "PuertoCore", swiftSettings: testable),
        .target(
            name: "PuertoVault",
            dependencies: [
                "PuertoCore", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            resources: [.embedInCode("Words")],
            swiftSettings: testable),
        .target(
            name: "PuertoStore",
            dependencies: [
                "PuertoCore", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: testable),
        .target(
            name: "PuertoSite",
            dependencies: [
                "CommonMark", "CQREncode", "Hypertext", "PuertoCore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [.embedInCode("Assets")],
            swiftSettings: testable),
        .target(
            name: "Windmill",
            dependencies: [
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: testable),
        .target(
            name: "WindmillSetup", dependencies: ["CArgon2", "Windmill"], swiftSettings: testable),
        .target(
            name: "WindmillScripts",
            dependencies: [
                "PuertoCore", "Windmill", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: testable),
        .target(
            name: "PuertoEngine",
            dependencies: [
                "CHiredis", "CPQ", "PuertoCore", "Windmill",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: testable),
        .target(
            name: "PuertoJobs",
            dependencies: [
                "PuertoCore", "PuertoEngine", "PuertoStore", "PuertoVault", "Windmill",
                "WindmillScripts", "WindmillSetup",
            ],
            swiftSettings: testable),
        .target(name: "PuertoWire", dependencies: ["PuertoCore"], swiftSettings: testable),
        .target(
            name: "PuertoBroker",
            dependencies: ["PuertoCore", "PuertoStore", "PuertoVault", "PuertoWire"],
            swiftSettings: testable),
        .target(
            name: "PuertoHook",
            dependencies: ["Hypertext", "PuertoCore", "PuertoVault", "PuertoWire"],
            exclude: ["openapi.yaml"], swiftSettings: testable),
        .target(
            name: "PuertoDoor", dependencies: ["PuertoCore", "PuertoHook"], swiftSettings: testable),
        .executableTarget(
            name: "puerto-cgi",
            dependencies: [
                "PuertoCore", "PuertoDoor", "PuertoHook", "PuertoVault", "PuertoWire",
            ],
            swiftSettings: testable,
            // Nothing to find and relocate at the start of each request: it takes half the time.
            linkerSettings: [
                .unsafeFlags(
                    ["-static-executable", "-Xclang-linker", "-no-pie", "-Xlinker", "-s"]
                        + staticRuntime,
                    .when(configuration: .release))
            ]),
        .target(
            name: "PuertoCLI",
            dependencies: [
                "CommonMark", "Hypertext", "PuertoBroker", "PuertoCore", "PuertoEngine",
                "PuertoJobs", "PuertoDoor", "PuertoHook", "PuertoSite", "PuertoStore",
                "PuertoVault", "PuertoWire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: testable),
        .executableTarget(
            name: "puerto", dependencies: ["PuertoCLI"], swiftSettings: strict,
            linkerSettings: [
                .unsafeFlags(["-static-stdlib"] + staticRuntime, .when(configuration: .release))
            ]),
        .target(
            name: "TestSupport",
            dependencies: ["PuertoCore", .product(name: "GRDB", package: "GRDB.swift")],
            path: "Tests/Support",
            swiftSettings: tests),
        .target(name: "ServerSupport", path: "Tests/ServerSupport", swiftSettings: tests),
        .testTarget(
            name: "PuertoCoreTests", dependencies: ["PuertoCore", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "PuertoVaultTests",
            dependencies: [
                "PuertoCore", "PuertoVault", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Vectors"], swiftSettings: tests),
        .testTarget(
            name: "ConfigurationTests", dependencies: ["PuertoCore", "PuertoSite", "TestSupport"],
            swiftSettings: tests),
        .testTarget(
            name: "PuertoStoreTests",
            dependencies: [
                "PuertoCore", "PuertoStore", "PuertoVault", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: tests),
        .testTarget(
            name: "CLITests",
            dependencies: [
                "PuertoCLI", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: tests),
        .testTarget(
            name: "PuertoSiteTests",
            dependencies: ["CommonMark", "Hypertext", "PuertoCore", "PuertoSite", "TestSupport"],
            exclude: ["Fixture", "Golden"], swiftSettings: tests),
        .testTarget(
            name: "PuertoEngineTests",
            dependencies: [
                "PuertoCore", "PuertoEngine", "TestSupport",
                .product(name: "Yams", package: "Yams"),
            ],
            exclude: ["Golden"], swiftSettings: tests),
        .testTarget(
            name: "WindmillTests",
            dependencies: [
                "ServerSupport", "Windmill", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: tests),
        .testTarget(
            name: "WindmillSetupTests",
            dependencies: [
                "CArgon2", "CPQ", "PuertoCore", "PuertoEngine", "PuertoJobs", "PuertoStore",
                "PuertoVault", "ServerSupport", "TestSupport", "Windmill", "WindmillSetup",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "WindmillScriptsTests",
            dependencies: [
                "PuertoCore", "PuertoJobs", "PuertoStore", "PuertoVault", "TestSupport", "Windmill",
                "WindmillScripts",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "PuertoJobsTests",
            dependencies: [
                "PuertoCore", "PuertoEngine", "PuertoJobs", "PuertoStore", "PuertoVault",
                "TestSupport", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: tests),
        .testTarget(
            name: "PuertoHookTests",
            dependencies: [
                "PuertoBroker", "PuertoCore", "PuertoDoor", "PuertoHook", "PuertoSite",
                "PuertoStore", "PuertoVault", "PuertoWire", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: tests),
        .testTarget(
            name: "PuertoDoorTests", dependencies: ["PuertoDoor", "PuertoHook", "TestSupport"],
            swiftSettings: tests),
        .testTarget(name: "HypertextTests", dependencies: ["Hypertext"], swiftSettings: tests),
        .testTarget(name: "ImportTests", dependencies: ["TestSupport"], swiftSettings: tests),
        .testTarget(
            name: "DocumentTests", dependencies: ["TestSupport"], swiftSettings: tests),
        .testTarget(
            name: "CommonMarkTests", dependencies: ["CommonMark", "Hypertext"],
            swiftSettings: tests),
    ],
    swiftLanguageModes: [.v6]
)
