import Catalog
import Testing

@Suite("Kinds of keys")
struct KeyKindTests {
    @Test("A key of Edwards' curve is named, and signs no images")
    func edwards() throws {
        // RFC 8410, 10.1.
        let start: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
        let kind = try #require(KeyKind(publicKey: start + [UInt8](repeating: 7, count: 32)))
        #expect(kind.label == "Ed25519")
        #expect(kind.type == nil)
    }

    @Test(
        "The curves that image services know are told apart from others",
        arguments: [
            ([0x2B, 0x81, 0x04, 0x00, 0x22], "the curve secp384r1", SignatureKeyType.secp384r1),
            ([0x2B, 0x81, 0x04, 0x00, 0x26], "the curve sect571k1", .sect571k1),
            ([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07], "the curve prime256v1", nil),
            ([0x2B, 0x24], "a curve unknown here", nil),
        ] as [([UInt8], String, SignatureKeyType?)])
    func curve(oid: [UInt8], label: String, type: SignatureKeyType?) {
        let name: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
        let algorithm = name + [0x06, UInt8(oid.count)] + oid
        let key: [UInt8] = [0x03, 0x02, 0x00, 0x04]
        let content = [0x30, UInt8(algorithm.count)] + algorithm + key
        let kind = KeyKind(publicKey: [0x30, UInt8(content.count)] + content)
        #expect(kind?.label == label)
        #expect(kind?.type == type)
    }

    @Test(
        "What is cut short or no key at all is none",
        arguments: [[], [0x30], [0x30, 0x03, 0x30, 0x01], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x30, 0x80, 0, 0]])
    func broken(bytes: [UInt8]) {
        #expect(KeyKind(publicKey: bytes) == nil)
    }
}

@Suite("The four properties of a signature")
struct SignatureMistakesTests {
    private let whole = [
        "img_signature": "c2lnbmVk", "img_signature_hash_method": "SHA-256", "img_signature_key_type": "RSA-PSS",
        "img_signature_certificate_uuid": "11111111-2222-4333-8444-555555555555",
    ]

    @Test("R81: all four together have no mistake, and each that is missing is named")
    func allFour() {
        #expect(Signature.mistakes(in: whole).isEmpty)
        for key in Signature.keys {
            var values = whole
            values[key] = nil
            #expect(Signature.mistakes(in: values) == [key: "All four of a signature are needed, or none."])
        }
    }

    @Test("Values that no image service takes are refused where they stand")
    func values() {
        for (key, value) in [
            ("img_signature", "c2lnbmVk="), ("img_signature", "signed!!"), ("img_signature_hash_method", "SHA-1"),
            ("img_signature_key_type", "RSA"), ("img_signature_certificate_uuid", "my certificate"),
        ] {
            var values = whole
            values[key] = value
            #expect(Array(Signature.mistakes(in: values).keys) == [key], "\(value)")
        }
    }

    @Test("The command for a shell makes the signature first, and gives it to the one that creates")
    func command() {
        let request = SigningRequest(
            file: "/img/a b.raw", key: SigningKey(path: "key.pem", passphrase: Secret("geheim")), hash: .sha384,
            keyType: nil)
        let lines = SigningCommand.lines(
            request, before: ["openstack image create --property img_signature_hash_method=SHA-384 x", "second"])
        #expect(
            lines == [
                "signature=$(openssl dgst -sha384 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:max -sign key.pem "
                    + "'/img/a b.raw' | base64 -w0)",
                "openstack image create --property img_signature=\"$signature\" "
                    + "--property img_signature_hash_method=SHA-384 x", "second",
            ])
    }
}
