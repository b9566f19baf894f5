/// How the other side's certificate is checked, and which one is shown to it.
package struct TLSSettings: Hashable, Sendable {
    /// False with `verify: false` or `insecure: true`.
    package var verifies = true
    /// A file with the certificates to trust instead of the system's.
    package var authorities: String?
    /// A file with the own certificate, PEM.
    package var certificate: String?
    /// A file with its private key; nil if it stands in the same file.
    package var privateKey: String?
}
