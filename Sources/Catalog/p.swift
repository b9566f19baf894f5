package struct ByteCount { let n: Int64; package init(_ n: Int64) { self.n = n }; package var short: String { "\(n)" }; package var long: String { "\(n)" } }
package struct Age { package init(since: Instant, at: Instant) {}; package var short: String { "" } }
package struct SignatureState { package init(of: Image) {}; package var label: String { "" } }
