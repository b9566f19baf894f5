import Browser
import Canvas
import Catalog
import Testing

/// What all tests of Create Image begin with.
extension CreateImageTests {
    /// A file as the look into it tells of one: a qcow2 header (version 3, 64 KiB clusters) of a disk of 3 GiB.
    static func qcow2(_ path: String) throws -> ImageFileFacts {
        var bytes = [UInt8](repeating: 0, count: 262_144)
        func put(_ number: UInt64, _ count: Int, at offset: Int) {
            for index in 0..<count {
                bytes[offset + index] = UInt8(truncatingIfNeeded: number >> UInt64(8 * (count - 1 - index)))
            }
        }
        bytes.replaceSubrange(0..<4, with: [0x51, 0x46, 0x49, 0xFB])
        put(3, 4, at: 4)
        put(16, 4, at: 20)
        put(3 << 30, 8, at: 24)
        put(6, 4, at: 36)
        put(0x30000, 8, at: 40)
        put(0x10000, 8, at: 48)
        put(1, 4, at: 56)
        put(4, 4, at: 96)
        put(104, 4, at: 100)
        return try ImageFileFacts(inspecting: ByteSource(bytes), path: path)
    }

    static let site = SiteOffer(
        schema: ImageSchema(
            .object([
                "properties": .object([
                    "disk_format": .object(["enum": .array(["raw", "qcow2", "iso", "vmdk"].map(JSONValue.string))]),
                    "container_format": .object(["enum": .array(["bare", "ova", "docker"].map(JSONValue.string))]),
                ])
            ])))

    /// The dialog open, the site known, and a file named.
    static func pilot(
        rows: Int = 40, session: Session = Samples.member, file: String? = "/img/fedora-44-web.qcow2",
        site: SiteOffer = site, open key: String = "n", pane: String? = nil, signingRefusal: String? = nil
    ) throws -> Pilot {
        let pilot = Pilot.signedIn(rows: rows, session: session, signingRefusal: signingRefusal)
        pilot.leavesEffects = true
        if let pane { pilot.press(pane) }
        pilot.press(key)
        pilot.send(.site(site, generation: pilot.browser.generation))
        if let file {
            pilot.send(.input(.paste(file)))
            pilot.send(.fileFacts(file, .success(try qcow2(file))))
        }
        return pilot
    }

    static func created(_ pilot: Pilot) -> (image: NewImage, id: Transfer.ID)? {
        let all: [(image: NewImage, id: Transfer.ID)] =
            pilot.effects.compactMap { if case .create(let image, let id) = $0 { (image: image, id: id) } else { nil } }
        return all.last
    }
}
