import Catalog
import Testing

@testable import OpenStack

@Suite("Which address of a service is used")
struct EndpointTests {
    private let catalogue = ServiceCatalogue(
        try? JSONValue(
            json: Array(
                """
                [{"type": "image", "name": "glance", "endpoints": [
                   {"interface": "internal", "region_id": "East", "url": "http://i.east/v2/"},
                   {"interface": "public", "region_id": "East", "url": "https://east.example.org/image"},
                   {"interface": "public", "region": "West", "url": "https://west:9292/v2"}]},
                 {"type": "image", "name": "other", "endpoints": [
                   {"interface": "public", "region_id": "East", "url": "https://other"}]},
                 {"type": "volumev3", "endpoints": [
                   {"interface": "publicURL", "region_id": "East", "url": "https://volume/v3/abc"}]},
                 {"type": "compute", "endpoints": [
                   {"interface": "public", "region_id": "East", "url": "https://compute/v2.1/"}]}]
                """.utf8)))

    private func address(
        _ service: Service, _ settings: ServiceSettings = ServiceSettings(), region: String? = nil,
        interfaces: [Interface] = [.public]
    ) throws(Problem) -> String {
        var cloud = Cloud(name: "c", credentials: .identity(url: "http://k/identity/v3", proofs: [], scope: .unscoped))
        cloud.region = region
        cloud.interfaces = interfaces
        cloud.services[service] = settings
        return try Endpoint(service, of: cloud, catalogue: catalogue, attempt: "Could not list images").base.text
    }

    @Test("Region and interface decide, in the order of preference; without a region the first match is taken")
    func choice() throws {
        #expect(try address(.image) == "https://east.example.org/image")
        #expect(try address(.image, region: "West") == "https://west:9292")
        #expect(try address(.image, interfaces: [.internal]) == "http://i.east")
        #expect(try address(.image, interfaces: [.admin, .internal, .public]) == "http://i.east")
        #expect(try address(.image, region: "West", interfaces: [.internal, .public]) == "https://west:9292")
    }

    @Test("Settings of one service win over those of the cloud; names and types tell several services apart")
    func perService() throws {
        #expect(try address(.image, ServiceSettings(interfaces: [.internal]), interfaces: [.public]) == "http://i.east")
        #expect(try address(.image, ServiceSettings(region: "West"), region: "East") == "https://west:9292")
        #expect(try address(.image, ServiceSettings(name: "other")) == "https://other")
        #expect(try address(.blockStorage) == "https://volume/v3/abc")
        #expect(try address(.compute) == "https://compute/v2.1")
        #expect(try address(.compute, ServiceSettings(type: "image")) == "https://east.example.org/image")
    }

    @Test("An override replaces the catalogue; the version at its end is left out, a prefix kept")
    func override() throws {
        #expect(try address(.image, ServiceSettings(endpointOverride: "https://h/image/v2/")) == "https://h/image")
        #expect(try address(.network, ServiceSettings(endpointOverride: "http://n:9696/")) == "http://n:9696")
        #expect(throws: Problem.self) { try address(.image, ServiceSettings(endpointOverride: "h:9292")) }
    }

    @Test("The identity service is where the program signed in")
    func identity() throws {
        #expect(try address(.identity) == "http://k/identity")
    }

    @Test("A standalone service has no catalogue: every other one needs an override")
    func standalone() throws {
        var cloud = Cloud(name: "c", credentials: .fixed(endpoint: "http://g:9292/v2", authorization: .none))
        let empty = ServiceCatalogue()
        #expect(try Endpoint(.image, of: cloud, catalogue: empty, attempt: "a").base.text == "http://g:9292")
        #expect(throws: Problem.self) { try Endpoint(.compute, of: cloud, catalogue: empty, attempt: "a") }
        cloud.services[.compute] = ServiceSettings(endpointOverride: "http://n")
        #expect(try Endpoint(.compute, of: cloud, catalogue: empty, attempt: "a").isOverride)
    }

    @Test("What is missing is named by type, interface and region, with what exists")
    func missing() {
        func sentence(_ body: () throws(Problem) -> String) -> String {
            do throws(Problem) { return try body() } catch { return error.sentence }
        }
        #expect(
            sentence { () throws(Problem) in try address(.image, region: "North", interfaces: [.admin, .public]) }
                == "Could not list images: the cloud's catalogue has no admin or public endpoint of the type “image” in the "
                + "region “North”. For image it has: internal in East, public in East, public in West, public in East. "
                + "Set `interface`, `region_name` or `image_endpoint_override`.")
        #expect(
            sentence { () throws(Problem) in try address(.network) }
                == "Could not list images: the cloud's catalogue has no public endpoint of the type “network”. It has: "
                + "compute, image, image, volumev3. Set `interface`, `region_name` or `network_endpoint_override`.")
        #expect(
            sentence { () throws(Problem) in try address(.image, ServiceSettings(disabledReason: "not here")) }
                == "Could not list images: not here.")
    }
}
