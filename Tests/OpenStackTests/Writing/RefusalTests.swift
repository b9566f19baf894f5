import Catalog
import TestSupport
import Testing

@testable import OpenStack

/// The service's words are those that Glance 33 uses.
@Suite("What a refused change means")
struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var writing: Writing
        var status: Int
        var words: String
        /// Part of the advice.
        var advice: String

        var testDescription: String { "\(writing) \(status) \(words)" }
    }

    private func explained(_ example: Case) -> Problem {
        let kind: Problem.Kind = example.status == 403 ? .forbidden : .refused
        return Problem(
            kind, attempt: "Could not", reason: example.words, advice: "General.", httpStatus: example.status
        )
        .explained(as: example.writing, roles: [])
    }

    private static func policy(_ writing: Writing, _ name: String, _ advice: String) -> Case {
        let words = "You are not authorized to complete \(name) action."
        return Case(writing: writing, status: 403, words: words, advice: advice)
    }

    @Test(
        "R86: a 403 names the right that is missing",
        arguments: [
            policy(.create, "add_image", "role member"),
            policy(.create, "publicize_image", "public needs the role admin"),
            policy(.patch, "communitize_image", "community needs the role admin"),
            policy(.patch, "modify_image", "project that owns the image"),
            policy(.upload, "upload_image", "role member"), policy(.delete, "delete_image", "owns the image"),
            policy(.activation, "deactivate", "Deactivating"), policy(.addMember, "add_member", "Sharing"),
            policy(.removeMember, "delete_member", "takes an offer back"),
            policy(.answerOffer, "modify_member", "offered to answers"),
            policy(.dataImport(.copyImage), "copy_image", "role admin"),
            policy(.patch, "site_special", "policy site_special"),
            Case(
                writing: .create, status: 403, words: "You are not permitted to create images owned by 'ff'",
                advice: "Only administrators create"),
            Case(writing: .patch, status: 403, words: "Owner can't be updated by non admin.", advice: "give an image"),
            Case(
                writing: .delete, status: 403, words: "Image 7 is protected and cannot be deleted.",
                advice: "Lift the protection"),
            Case(
                writing: .addMember, status: 403, words: "Not allowed to create members for image 7.",
                advice: "visibility shared"),
            Case(
                writing: .activation, status: 403, words: "Not allowed to deactivate image in status 'queued'",
                advice: "Only active images"),
            Case(writing: .patch, status: 403, words: "Attribute 'size' is read-only.", advice: "sets this attribute"),
            Case(
                writing: .patch, status: 403, words: "Attribute disk_format can be only replaced for a queued image.",
                advice: "fixed once there is data"),
            Case(writing: .patch, status: 403, words: "Property 'x' is protected", advice: "only certain roles"),
        ])
    func forbidden(_ example: Case) { #expect(explained(example).advice.contains(example.advice)) }

    @Test(
        "Other refusals say what to do",
        arguments: [
            Case(writing: .addMember, status: 409, words: "Member p is duplicated", advice: "member already"),
            Case(
                writing: .upload, status: 409, words: "Image status transition from active to saving is not allowed",
                advice: "Only a queued image"),
            Case(
                writing: .upload, status: 415, words: "Image disk_format qcow2 does not match stream data raw",
                advice: "delete it and create it anew"),
            Case(writing: .upload, status: 415, words: "Image failed safety checks", advice: "delete it and create it"),
            Case(
                writing: .upload, status: 410, words: "Image 7 could not be found after upload.",
                advice: "deleted during"),
            Case(
                writing: .upload, status: 410, words: "Adding images to store is disabled.", advice: "takes nothing new"
            ),
            Case(writing: .upload, status: 503, words: "Insufficient permissions", advice: "refuses to be written"),
            Case(writing: .upload, status: 500, words: "The server has erred", advice: "storage failed"),
            Case(writing: .upload, status: 400, words: "Store for identifier x not found", advice: "Choose a store"),
            Case(
                writing: .upload, status: 400, words: "Signature verification failed for image 7: no certificate",
                advice: "four properties"),
            Case(
                writing: .upload, status: 400, words: "Size mismatch: expected 5 bytes, got 3", advice: "cut on the way"
            ),
            Case(
                writing: .upload, status: 400, words: "Properties disk_format must be set prior to saving data.",
                advice: "Set disk and container format"),
            Case(
                writing: .dataImport(.webDownload(url: "u")), status: 400,
                words: "URI for web-download does not pass filtering: u", advice: "scheme, host or port"),
            Case(
                writing: .dataImport(.glanceDirect), status: 409,
                words: "Image needs to be staged before 'glance-direct' method can be used", advice: "staging area"),
            Case(
                writing: .dataImport(.copyImage), status: 409, words: "Image has active task", advice: "Another import"),
            Case(
                writing: .dataImport(.copyImage), status: 400, words: "Image is already present at store 'fast'",
                advice: "nothing to copy"),
            Case(
                writing: .dataImport(.webDownload(url: "u")), status: 409,
                words: "Image needs to be in 'queued' state to use 'web-download' method",
                advice: "status does not allow"),
            Case(
                writing: .delete, status: 409, words: "Image 7 could not be deleted because it is in use",
                advice: "storage still needs it"),
            Case(writing: .delete, status: 404, words: "gone", advice: "General."),
        ])
    func others(_ example: Case) { #expect(explained(example).advice.contains(example.advice)) }

    @Test("The roles that did not suffice are named")
    func roles() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on(
            "DELETE", "/v2/images/i1",
            .json(403, #"{"message": "You are not authorized to complete delete_image action."}"#))
        let problem = await problem { try await cloud.images.delete(ImageID("i1")) }
        #expect(problem?.advice.hasSuffix("Your roles in this project: member, reader.") == true)
    }

    @Test("Where a limit is reached, the project's use of its limits is told")
    func limits() async throws {
        let cloud = try TestCloud(server: try await .start())
        cloud.server.on("POST", "/v2/images", .json(413, #"{"message": "too many"}"#))
        cloud.server.on(
            "GET", "/v2/info/usage",
            .json(
                #"""
                {"usage": {"image_size_total": {"limit": 1000, "usage": 900},
                "image_count_total": {"limit": 10, "usage": 10}, "image_stage_total": {"limit": -1, "usage": 5},
                "image_count_uploading": {"limit": 1, "usage": 0}}}
                """#))
        let new = NewImage(name: "a", diskFormat: "raw", containerFormat: "bare", source: .none)
        let problem = await problem { try await cloud.images.create(new) }
        #expect(problem?.kind == .limitReached)
        #expect(
            problem?.advice
                == "Used by this project: 10 of 10 images, 0 of 1 upload at once, 900 of 1000 MiB of image data.")
    }

    @Test(
        "Of a schema quoted by the page only the mistake is told, and of a framework's sentences what the service said")
    func messages() async throws {
        func text(_ message: String) -> String? {
            ErrorMessage.text(
                body: Array(JSONValue.object(["message": .string(message)]).pretty.utf8),
                contentType: "application/json")
        }
        #expect(
            text(
                """
                Provided object does not match schema 'image': 'zip' is not one of [None, 'raw']

                Failed validating 'enum' in schema['properties']['disk_format']:
                    {'type': ['null', 'string']}

                On instance['disk_format']:
                    'zip'<br /><br />
                """) == "disk_format: 'zip' is not one of [None, 'raw']")
        #expect(
            text(
                "The request media type application/octet-stream is not supported by this server.\n<br /><br />\nNo qcow2"
            )
                == "No qcow2")
        #expect(text("Access was denied to this resource.<br /><br />\n\n") == "Access was denied to this resource.")
        #expect(
            text("Access was denied to this resource.<br /><br />\nOwner can't be updated\n")
                == "Owner can't be updated")
        #expect(
            text("There was a conflict when trkying to complete your request.<br /><br />\nProperty x does not exist.")
                == "Property x does not exist.")
    }
}
