import Catalog
import Foundation
import GRDB

@testable import Replica

let here = Workplace(session())
let elsewhere = Workplace(session(project: theirs))

extension Scratch {
    var journalFolder: JournalFolder { JournalFolder(path: path + "/state") }

    var journalFile: String { journalFolder.path + "/journal.sqlite" }

    /// A journal that has nothing to complain about.
    func journal() throws -> Journal {
        let opened = Journal.open(in: journalFolder)
        if let problem = opened.problem { throw problem }
        return opened.journal
    }

    /// Changes the file behind the journal's back.
    func execute(_ sql: String) throws {
        try DatabaseQueue(path: journalFile).write { db in try db.execute(sql: sql) }
    }
}

func patch(_ field: ImageField, _ from: JSONValue?, _ to: JSONValue?) -> ImageChange {
    .edit(ImagePatch([ImagePatch.Entry(field, from: from, to: to)]))
}

let publishing = patch(.visibility, .string("private"), .string("public"))

func step(_ number: Int, _ change: ImageChange) -> ChangePlan.Step {
    ChangePlan.Step(image: id(number), title: "image-\(number)", change: change)
}

func activity(
    _ number: Int, _ change: ImageChange, plan: Int64 = 1, _ outcome: Activity.Outcome = .done,
    in workplace: Workplace = here
) -> Activity {
    Activity(
        at: noon, workplace: workplace, user: "alice", plan: plan, name: "Edit Visibility", image: id(number),
        title: "image-\(number)", deed: .changed(change), outcome: outcome)
}

func newImage(_ source: NewImage.Source = .file(path: "/tmp/a.qcow2")) -> NewImage {
    var image = NewImage(name: "a-1-b-v1.0", diskFormat: "qcow2", containerFormat: "bare", source: source)
    image.id = id(9)
    return image
}

func transfer(_ image: NewImage = newImage(), id: String = "t1", in workplace: Workplace = here) -> KeptTransfer {
    KeptTransfer(id: Transfer.ID(id), workplace: workplace, at: noon, plan: 7, image: image)
}
