import Catalog
import Synchronization
import Testing

@Suite("Files that are made to do harm")
struct HostileFileTests {
    private static let samples: [[UInt8]] = [
        SampleFile.qcow2 { file in
            file.big(UInt64(512), at: 8)
            file.big(UInt32(12), at: 16)
        },
        SampleFile.vmdk(), SampleFile.vmdk(type: "streamOptimized") { $0.little(UInt64.max, at: 56) }, SampleFile.vhd(),
        SampleFile.vhd(kind: 4, parent: "a"), SampleFile.vhdx(parameters: 2), SampleFile.vdi(),
        SampleFile.iso(isHybrid: true), SampleFile.mbr(), SampleFile.gpt(),
        SampleFile.tar([("a.ovf", Array(SampleFile.ovf.utf8)), ("disk1.vmdk", [1, 2, 3])]),
        SampleFile.mbr(count: 4_096) + SampleFile.vhdFooter(kind: 2, size: 4_096),
    ]

    @Test("Any change of a file's bytes and any cut of it can be looked at, and reads only a few megabytes")
    func changed() throws {
        var random = Numbers(seed: 20_261_123)
        for sample in Self.samples {
            // Where the headers are is where it hurts.
            let places = sample.indices.filter { sample[$0] != 0 }
            for _ in 0..<300 {
                var bytes = sample
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    let place = places[Int.random(in: places.indices, using: &random)]
                    let end = min(place + 1 << Int.random(in: 0...3, using: &random), bytes.count)
                    let value: UInt8 =
                        [0, 0xFF, 0x7F, 0x80, .random(in: 0...255, using: &random)]
                        .randomElement(using: &random) ?? 0
                    for index in place..<end { bytes[index] = value }
                }
                if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
                try look(at: bytes)
            }
        }
    }

    @Test("Noise is plain data or nothing worse")
    func noise() throws {
        var random = Numbers(seed: 4_711)
        for _ in 0..<200 {
            try look(
                at: (0..<Int.random(in: 0...5_000, using: &random)).map { _ in .random(in: 0...255, using: &random) })
        }
    }

    @Test("An archive whose files lead back to its beginning comes to an end")
    func loops() throws {
        // A size of zero again and again.
        let archive = SampleFile.tar((0..<3_000).map { ("empty\($0)", []) })
        #expect(try ImageFileFacts(archive).format == .tar)
        // A size that would lead back, if it were believed.
        var bytes = SampleFile.tar([("a.ovf", [1])])
        bytes.replaceSubrange(124..<136, with: [0x80, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8))
        let sum = bytes[..<512].enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
        bytes.replaceSubrange(148..<154, with: Array(("00000" + String(sum, radix: 8)).suffix(6).utf8))
        #expect(try ImageFileFacts(bytes).refusals == ["It is damaged: a file in it has an impossible size."])
    }

    private func look(at bytes: [UInt8]) throws {
        let read = Mutex(0)
        let source = ByteSource(size: Int64(bytes.count)) { offset, length in
            read.withLock { $0 += length }
            return Array(bytes[Int(offset)..<min(bytes.count, Int(offset) + length)])
        }
        let facts = try ImageFileFacts(inspecting: source, path: "a.qcow2")
        #expect(facts.virtualSize ?? 0 >= 0)
        #expect(facts.minDisk >= 0)
        #expect(read.withLock { $0 } < 4 << 20)
        _ = facts.suggestion.map(facts.objections)
    }
}
