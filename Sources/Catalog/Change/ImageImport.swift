/// A request to the service to take an image's data from somewhere, or to copy it to further stores (image-api 9.3).
package struct ImageImport: Hashable, Sendable {
    package enum Method: Hashable, Sendable {
        /// The service fetches it itself. The image has to be queued.
        case webDownload(url: String)
        /// From the service's own staging area. The image has to be uploading.
        case glanceDirect
        /// To further stores. The image has to be active.
        case copyImage
        /// From the image service of another region. The image has to be queued.
        case glanceDownload(region: String, image: ImageID)

        /// The service's own word.
        package var name: String {
            switch self {
            case .webDownload: "web-download"
            case .glanceDirect: "glance-direct"
            case .copyImage: "copy-image"
            case .glanceDownload: "glance-download"
            }
        }
    }

    /// Where the data is to be kept.
    package enum Stores: Hashable, Sendable {
        /// Where the site puts data if nobody says otherwise.
        case standard
        case only([String])
        case all
    }

    package var method: Method
    package var stores: Stores
    /// Whether it fails as a whole if one store fails.
    package var needsEveryStore = true

    package init(_ method: Method, stores: Stores = .standard, needsEveryStore: Bool = true) {
        self.method = method
        self.stores = stores
        self.needsEveryStore = needsEveryStore
    }

    /// The request's body.
    package var json: JSONValue {
        var method: [String: JSONValue] = ["name": .string(method.name)]
        switch self.method {
        case .webDownload(let url): method["uri"] = .string(url)
        case .glanceDownload(let region, let image):
            method["glance_region"] = .string(region)
            method["glance_image_id"] = .string(image.rawValue)
        case .glanceDirect, .copyImage: break
        }
        var body: [String: JSONValue] = ["method": .object(method)]
        switch stores {
        case .standard: return .object(body)
        case .only(let names): body["stores"] = .array(names.map(JSONValue.string))
        case .all: body["all_stores"] = .bool(true)
        }
        if !needsEveryStore { body["all_stores_must_succeed"] = .bool(false) }
        return .object(body)
    }
}
