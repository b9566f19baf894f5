import Catalog
import Testing

@Suite("Mistakes in filters are explained where they are")
struct FilterMistakeTests {
    private func mistake(_ text: String) -> FilterMistake? {
        do {
            _ = try FilterExpression(text)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "What is not finished is only incomplete, and underlined",
        arguments: [
            ("size:>", 5..<6), ("size:", 0..<5), ("x \"open", 2..<7), ("tag:\"op", 4..<7), ("a |", 2..<3), ("!", 0..<1),
            ("a ! b", 2..<3), ("vis:pu", 4..<6), ("is:lat", 3..<6), ("updated:..", 8..<10), ("ver:v", 4..<5),
            ("format:qc", 7..<9), ("protected:y", 10..<11), ("hw_disk_bus:", 0..<12), ("!|a", 0..<1), ("ver:>", 4..<5),
        ])
    func incomplete(text: String, range: Range<Int>) {
        #expect(mistake(text)?.kind == .incomplete)
        #expect(mistake(text)?.range == range)
        #expect(mistake(text)?.sentence.isEmpty == false)
    }

    @Test(
        "What cannot be is told in a sentence",
        arguments: [
            ("size:>big", 5..<9, "Sizes look like 2G or 500M."), ("size:2X", 5..<7, "Sizes look like 2G or 500M."),
            ("ubuntu is:protcted", 10..<18, "There is no protcted here. Did you mean protected?"),
            ("vis:shard", 4..<9, "There is no shard here. Did you mean shared?"),
            ("vis:everybody", 4..<13, "There is no everybody here, only private, shared, community and public."),
            ("status:actvie", 7..<13, "There is no actvie here. Did you mean active?"),
            ("updated:yesterday", 8..<17, "Dates look like 2026-11-01 or 2026-11, ages like 30d, 12h or 2w."),
            ("created:2026-02-30", 8..<18, "Dates look like 2026-11-01 or 2026-11, ages like 30d, 12h or 2w."),
            ("updated:<3m", 8..<11, "Dates look like 2026-11-01 or 2026-11, ages like 30d, 12h or 2w."),
            ("a | | b", 4..<5, "There is nothing on one side of |."),
            ("| b", 0..<1, "There is nothing on one side of |."),
            ("protected:maybe", 10..<15, "This is either yes or no."),
            ("min_disk:ten", 9..<12, "The minimum disk is a number of GB, like 10."),
            ("ver:>latest", 4..<11, "Image versions look like v1.10."),
            ("size:99999999P", 5..<14, "Sizes look like 2G or 500M."),
        ])
    func wrong(text: String, range: Range<Int>, sentence: String) {
        #expect(mistake(text)?.kind == .wrong)
        #expect(mistake(text)?.range == range)
        #expect(mistake(text)?.sentence == sentence)
    }

    @Test("Places are counted in characters as the user sees them")
    func characters() {
        #expect(mistake("größe 👩‍👩‍👧 size:x")?.range == 13..<14)
    }

    @Test("When nothing matches, a property that no image has raises a doubt")
    func doubt() throws {
        let catalogue = catalogue([entry(1, "a") { $0.properties["hw_disk_bus"] = "virtio" }])
        #expect(
            try FilterExpression("sizee:>2G").doubt(in: catalogue)
                == "No image has the property sizee. Did you mean size?")
        #expect(
            try FilterExpression("a | !frobnicate:x").doubt(in: catalogue) == "No image has the property frobnicate.")
        #expect(try FilterExpression("hw_disk_bus:ide size:>2G b").doubt(in: catalogue) == nil)
    }
}
