package struct ByteCount { let n: Int64; package init(_ n: Int64) { self.n = n }; package var short: String { "\(n)" }; package var long: String { "\(n)" } }
package struct Age { package init(since: Instant, at: Instant) {}; package var short: String { "" } }
package struct SignatureState { package init(of: Image) {}; package var label: String { "" } }
extension Catalogue {
  package func line(of: FamilyID, in: Pane) -> [Slot] { [] }
  package func replacement(of: Image, in: Pane) -> ImageID? { nil }
  package func versions(of: FamilyID, in: Listing) -> [Slot] { [] }
  package func summary(of: FamilyID, in: Listing) -> (current: Slot?, newest: Slot?, versions: Int, deprecated: Int) { (nil,nil,0,0) }
}
