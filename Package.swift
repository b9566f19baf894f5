// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// A Swift target of ours: the same strict settings everywhere.
func target(_ name: String, path: String? = nil, resources: [Resource]? = nil, _ uses: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: uses, path: path, resources: resources, swiftSettings: strict)
}

/// A test target under `Tests`.
func tests(_ name: String, excluding others: [String] = [], _ uses: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: uses, path: "Tests/\(name)", exclude: others, swiftSettings: strict)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let http = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

let package = Package(
    name: "vitrine",
    products: [.executable(name: "vitrine", targets: ["vitrine"])],
    dependencies: [
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.26.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .target(
            name: "CTerminal",
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        target("Canvas", []),
        target("Terminal", ["CTerminal", "Canvas"]),
        target("Catalog", []),
        target(
            "OpenStack",
            [
                "Catalog", http, nio, logging,
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ]),
        target("Replica", ["Catalog", grdb]),
        target("CatalogService", ["OpenStack", "Replica", "Catalog", logging]),
        target(
            "Themes", path: "themes",
            resources: ["dusk", "paper", "contrast", "clear", "mono"].map { .embedInCode("\($0).toml") }, []),
        target(
            "Browser",
            ["Canvas", "Catalog", "Themes", .product(name: "TOMLKit", package: "TOMLKit")]),
        .executableTarget(
            name: "vitrine",
            dependencies: [
                "Browser", "Canvas", "Catalog", "CatalogService", "OpenStack", "Replica", "Terminal", "Themes",
                logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "TerminalProbe", dependencies: ["Canvas", "CTerminal", "Terminal", "TestSupport"],
            path: "Tests/TerminalProbe", swiftSettings: strict),
        target(
            "TestSupport", path: "Tests/TestSupport",
            [
                "Canvas", "Catalog", nio,
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ]),
        tests("BrowserTests", excluding: ["Golden"], ["Browser", "Canvas", "Catalog", "Themes"]),
        tests("CanvasTests", ["Canvas"]),
        tests("CatalogTests", ["Catalog"]),
        tests("CloudTests", ["Catalog", "OpenStack", "TestSupport"]),
        tests(
            "OpenStackTests",
            ["OpenStack", "Catalog", "TestSupport", .product(name: "NIOHTTP1", package: "swift-nio")]),
        tests("ReleaseTests", ["Canvas", "TestSupport"]),
        tests("ReplicaTests", ["Replica", "Catalog", grdb]),
        tests(
            "ContractTests",
            [
                "vitrine", "Browser", "Canvas", "Catalog", "CatalogService", "OpenStack", "Replica", "TestSupport",
                "Themes", http, grdb, logging, nio, .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        tests("CatalogServiceTests", ["CatalogService", "Replica", "OpenStack", "Catalog"]),
        tests("TerminalTests", ["Canvas", "CTerminal", "Terminal", "TestSupport", "TerminalProbe"]),
    ]
)
