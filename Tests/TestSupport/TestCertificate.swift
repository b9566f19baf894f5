package import Foundation
internal import NIOSSL

/// A self-signed certificate, made by the `openssl` command when a test needs it.
package struct TestCertificate: Sendable {
    /// A PEM file that a client may trust.
    package let certificate: String
    package let privateKey: String

    /// Makes a certificate in `folder` that is valid for a day for these names and addresses.
    package init(in folder: URL, names: [String], addresses: [String] = []) throws {
        certificate = folder.appendingPathComponent("\(UUID().uuidString).pem").path
        privateKey = certificate + ".key"
        let subjects = names.map { "DNS:\($0)" } + addresses.map { "IP:\($0)" }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "1", "-subj", "/CN=vitrine test", "-addext", "subjectAltName=\(subjects.joined(separator: ","))", "-keyout",
            privateKey, "-out", certificate,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    }

    package struct Failure: Error {
        package var status: Int32
    }

    func serverConfiguration() throws -> TLSConfiguration {
        .makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: privateKey, format: .pem)))
    }
}

/// A folder of its own for a test, removed when the value goes.
package final class TemporaryFolder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("vitrine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file and answers its path.
    package func file(_ name: String, _ text: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    /// Writes bytes into a file and answers its path.
    package func file(_ name: String, bytes: [UInt8]) throws -> String {
        let file = url.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file.path
    }
}
