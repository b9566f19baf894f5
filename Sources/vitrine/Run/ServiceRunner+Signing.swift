internal import Browser
internal import Catalog
internal import OpenStack

/// Signatures, which openssl makes.
extension ServiceRunner {
    func sign(_ effect: Effect) {
        let mailbox = mailbox
        switch effect {
        case .lookIntoKey(let key):
            replace(
                \.key,
                by: { [self] in
                    let answer = await kind(of: key)
                    if !Task.isCancelled { mailbox.post(.keyKind(key, answer)) }
                })
        case .readSignature(let typed):
            replace(
                \.look,
                by: { [paths] in
                    let answer = await paths.signature(at: typed)
                    if !Task.isCancelled { mailbox.post(.signatureRead(typed, answer)) }
                })
        case .sign(let request):
            replace(
                \.signing,
                by: { [self] in
                    let report = await made(request)
                    if !Task.isCancelled { mailbox.post(.signing(request, report)) }
                })
        case .lookIntoCertificate(let typed):
            replace(
                \.key,
                by: { [self] in
                    let answer = await certificate(typed)
                    if !Task.isCancelled { mailbox.post(.certificate(typed, answer)) }
                })
        case .verify(let request):
            replace(
                \.signing,
                by: { [self] in
                    let report = await verified(request)
                    if !Task.isCancelled { mailbox.post(.verification(request, report)) }
                })
        case .stopSigning: replace(\.signing, by: {})
        default: break
        }
    }

    private func kind(of key: SigningKey) async -> Result<KeyKind, Problem> {
        guard let openSSL = setup.openSSL else { return .failure(OpenSSL.missing) }
        do throws(Problem) {
            return .success(try await openSSL.kind(of: absolute(key)))
        } catch {
            return .failure(error)
        }
    }

    private func made(_ request: SigningRequest) async -> SigningReport {
        guard let openSSL = setup.openSSL else { return .failed(OpenSSL.missing) }
        var whole = request
        whole.file = paths.absolute(request.file)
        whole.key = absolute(request.key)
        do throws(Problem) {
            let made = try await openSSL.sign(whole) { [mailbox] done, total in
                if !Task.isCancelled { mailbox.post(.signing(request, .progress(done, of: total))) }
            }
            return .done(made)
        } catch {
            return .failed(error)
        }
    }

    private func certificate(_ typed: String) async -> Result<Certificate, Problem> {
        guard let openSSL = setup.openSSL else { return .failure(OpenSSL.missing) }
        let path = paths.absolute(typed)
        return await Result(of: { () throws(Problem) in try await openSSL.certificate(path) })
    }

    private func verified(_ request: VerificationRequest) async -> VerificationReport {
        guard let openSSL = setup.openSSL else { return .failed(OpenSSL.missing) }
        var whole = request
        whole.file = paths.absolute(request.file)
        whole.certificate = paths.absolute(request.certificate)
        do throws(Problem) {
            let isValid = try await openSSL.verify(whole) { [mailbox] done, total in
                if !Task.isCancelled { mailbox.post(.verification(request, .progress(done, of: total))) }
            }
            return .done(isValid: isValid)
        } catch {
            return .failed(error)
        }
    }

    private func absolute(_ key: SigningKey) -> SigningKey {
        SigningKey(path: paths.absolute(key.path), passphrase: key.passphrase)
    }
}
