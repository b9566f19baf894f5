internal import Canvas
internal import Catalog

/// Verify Signature: compares a file of this machine with an image's signature, by a certificate in a file (R81). Nothing
/// is sent anywhere.
struct VerifyDialog: FormDialog {
    let title = "Verify Signature"
    let subject: String
    var form: Form
    let submitLabel = "Verify"
    private let image: Image
    private let name: String
    private var look = FileLook()
    private var certificateLook = PathLook<Certificate>()
    private var course: (request: VerificationRequest, report: VerificationReport)?

    init(_ entry: CatalogueEntry, in browser: inout Browser) {
        image = entry.image
        name = entry.title
        subject = Subjects(entry).title(in: browser)
        let properties = image.properties
        let kind = "\(properties[SignatureSection.typeKey] ?? "") over \(properties[SignatureSection.hashKey] ?? "")"
        var certificate = FormField(
            "certificate", "Certificate", .path(TextField(), PathCompletion()), isRequired: true,
            help: "A file with the signer's certificate, PEM or DER. Tab completes.")
        certificate.explanation = """
            The certificate of whoever signed the image, from somebody you trust: the image itself says only which one its \
            site keeps under which UUID. Whether the certificate is genuine is not looked at here.
            """
        form = Form([
            FormField("kind", "Signed by", .note(kind)),
            FormField("uuid", "Its certificate", .note(properties[SignatureSection.certificateKey] ?? "")),
            FormField(
                "file", "Image file", .path(TextField(), PathCompletion()), isRequired: true,
                help: "The image's data as it was downloaded. Tab completes."),
            certificate,
            FormField("review", "By hand", .review([], commands: []), help: "Y copies the commands."),
        ])
    }

    // MARK: Outside

    mutating func questions(in browser: Browser) -> [Effect] {
        look.questions(about: form["file"].value)
            + certificateLook.questions(about: form["certificate"].value) { .lookIntoCertificate($0) }
    }

    mutating func receive(_ event: Event, in browser: inout Browser) -> Bool {
        switch event {
        case .fileFacts(let path, let answer): return look.take(answer, at: path, of: &form["file"])
        case .certificate(let path, let answer):
            return certificateLook.take(answer, at: path, of: &form["certificate"])
        case .verification(let request, let report): course = (request, report)
        default: return false
        }
        return true
    }

    // MARK: Keeping it up to date

    mutating func refresh(in browser: Browser) {
        checkFile()
        checkCertificate()
        let commands = SigningCommand.lines(request)
        form["review"].control = .review([], commands: commands)
        form["review"].isVisible = !request.file.isEmpty && !request.certificate.isEmpty
    }

    private mutating func checkFile() {
        form["file"].mistake = nil
        form["file"].remark = nil
        let path = form["file"].value
        switch (path.isEmpty, look.answer(for: path)) {
        case (true, _): form["file"].mistake = "Name the file to verify."
        case (_, nil): form["file"].mistake = "The file is being looked into."
        case (_, .failure(let problem)?): form["file"].mistake = problem.reason.asSentence
        case (_, .success(let file)?):
            form["file"].remark = ByteSize(file.size).short
            if let size = image.size, size != file.size {
                form["file"].mistake = "It is not the image's data: it has \(file.size) bytes, and the image \(size)."
            }
        }
    }

    private mutating func checkCertificate() {
        form["certificate"].mistake = nil
        form["certificate"].remark = nil
        form["certificate"].warning = nil
        let path = form["certificate"].value
        guard !path.isEmpty else {
            form["certificate"].mistake = "Name the file of the certificate."
            return
        }
        guard let answer = certificateLook.answer(for: path) else {
            form["certificate"].mistake = "The certificate is being read."
            return
        }
        switch answer {
        case .failure(let problem): form["certificate"].mistake = problem.reason.asSentence
        case .success(let certificate):
            form["certificate"].remark = "\(certificate.subject); \(certificate.kind.label)"
            if certificate.isExpired { form["certificate"].warning = "It ran out on \(certificate.notAfter)." }
            let type = image.properties[SignatureSection.typeKey] ?? ""
            if certificate.kind.type?.rawValue != type {
                form["certificate"].mistake =
                    "Its key is of another kind, \(certificate.kind.label): the image says \(type)."
            }
        }
    }

    private var request: VerificationRequest {
        VerificationRequest(file: form["file"].value, certificate: form["certificate"].value, image: image)
    }

    // MARK: Verifying

    mutating func submit(in browser: inout Browser) -> FormSubmission {
        let request = request
        guard let course, course.request == request else { return waiting(request, nil) }
        switch course.report {
        case .progress(let done, let total): return waiting(request, (done, total))
        case .failed(let problem):
            self.course = nil
            return .refuse(problem.sentence)
        case .done(let isValid):
            self.course = nil
            let signer = certificateLook.facts(at: request.certificate)?.subject ?? "the certificate"
            guard isValid else {
                return .refuse(
                    "The signature of \(name) is not one over this file by \(signer). The file is the image's data as far "
                        + "as size and hash tell: the signature is false, or somebody else's.")
            }
            return .handOver([], "The signature of \(name) is valid: the file is what \(signer) signed.")
        }
    }

    private func waiting(
        _ request: VerificationRequest, _ progress: (done: Int64, total: Int64)?
    ) -> FormSubmission {
        let file = request.file.split(separator: "/").last.map(String.init) ?? request.file
        let state = progress.map { ": \(ByteSize($0.done).short) of \(ByteSize($0.total).short)" } ?? ""
        return .prepare("Verifying \(file)\(state)", [.verify(request)], stop: .stopSigning)
    }
}

extension Browser {
    mutating func verifySignature() {
        if let refusal = refusal(of: .verifySignature) { return say(.warning, refusal) }
        openForOne(.verifySignature) { FormLayer(VerifyDialog($0, in: &$1), in: &$1) }
    }
}
