package import PuertoHook

/// An answer, ready to send: its file is open, and the protective header fields are in it.
package struct Answer: Sendable {
    package let status: Int
    package var headers: [HeaderField]
    /// The body; empty for an answer without one, and for HEAD.
    package let bytes: [UInt8]
    /// The file whose bytes follow the body.
    package let file: PublicFile?
}

extension Answer {
    /// `files` is the path of `public/`. A file that is missing gives a 404.
    package init(_ response: Response, to request: Request?, files: String, by way: Sendfile) {
        let isHead = request?.method == "HEAD"
        switch response.body {
        case .bytes(let bytes):
            self.init(bytes, response, isHead)
        case .file(let path):
            guard let file = PublicFile(path, below: files) else {
                let missing = Refusal(404).response
                self.init(missing, to: request, files: files, by: way)
                return
            }
            self.init(file, path, response, request, files, way)
        }
        addUsual()
    }

    private init(_ bytes: [UInt8], _ response: Response, _ isHead: Bool) {
        status = response.status
        headers = response.headers
        let hasNone = status == 204 || status == 304
        if !hasNone, let length = HeaderField("Content-Length", String(bytes.count)) {
            headers.append(length)
        }
        self.bytes = isHead || hasNone ? [] : bytes
        file = nil
    }

    private init(
        _ file: PublicFile, _ path: String, _ response: Response, _ request: Request?,
        _ files: String, _ way: Sendfile
    ) {
        let type = HeaderField("Content-Type", PublicFile.type(of: path))
        headers =
            response.headers.without("Content-Type", "Cache-Control")
            + [type, HeaderField("Cache-Control", fixed: "private, no-cache")].compactMap(\.self)
        bytes = []
        switch way {
        case .here:
            let tag = "\"\(file.tag)\""
            let known = request?.headers.contains {
                $0.name == "if-none-match" && $0.value.elementsEqual(tag.utf8)
            }
            status = known == true ? 304 : response.status
            let length = known == true ? nil : HeaderField("Content-Length", String(file.size))
            headers += [HeaderField("ETag", tag), length].compactMap(\.self)
            self.file = known == true || request?.method == "HEAD" ? nil : file
        case .path:
            status = response.status
            let whole = Sendfile.encoded("\(files)/\(path)")
            headers += [HeaderField("X-Sendfile", whole)].compactMap(\.self)
            self.file = nil
        case .address(let prefix):
            status = response.status
            headers += [HeaderField("X-Accel-Redirect", prefix + path)].compactMap(\.self)
            self.file = nil
        }
    }

    /// Adds the fields that every answer has: not every web server can.
    private mutating func addUsual() {
        let there = Set(headers.map { $0.name.lowercased() })
        let isPage = headers.contains {
            $0.name.lowercased() == "content-type" && $0.value.hasPrefix("text/html")
        }
        let usual =
            Protection.fields + [
                HeaderField("Cache-Control", fixed: "no-store"),
                isPage ? Protection.pages : Protection.data,
            ]
        headers += usual.filter { !there.contains($0.name.lowercased()) }
    }
}

extension [HeaderField] {
    fileprivate func without(_ names: String...) -> [HeaderField] {
        let names = Set(names.map { $0.lowercased() })
        return filter { !names.contains($0.name.lowercased()) }
    }
}
