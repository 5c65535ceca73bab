internal import PuertoCore

extension GetSettings.Answer {
    init(_ reader: inout JSONReader) throws {
        var web: HookSettings?
        var records: GetSettings.Records?
        try reader.object { name, reader in
            switch name {
            case "web": web = try HookSettings(&reader)
            case "records": records = GetSettings.Records(rawValue: try reader.string())
            default: throw reader.unknown
            }
        }
        self.init(web, try reader.needed(records))
    }
}

extension HookSettings {
    fileprivate init(_ reader: inout JSONReader) throws {
        var settings: WebSettings?
        var (agency, style, icon, url): (String?, String?, String?, String?)
        var language: Language?
        var languages: [Language]?
        var scripts: HookScripts?
        var ports: PortRule?
        var subnets: SubnetPool?
        var passkeys: PasskeyPolicy?
        var security: SecurityContact?
        try reader.object { name, reader in
            switch name {
            case "settings": settings = try WebSettings(&reader)
            case "agency": agency = try reader.string()
            case "language": language = Language(rawValue: try reader.string())
            case "style": style = try reader.string()
            case "icon": icon = try reader.string()
            case "url": url = try reader.string()
            case "ports": ports = try PortRule(text: reader.string())
            case "subnets": subnets = try SubnetPool(reader.string())
            case "languages":
                languages = try reader.list { try $0.needed(Language(rawValue: $0.string())) }
            case "scripts": scripts = try HookScripts(&reader)
            case "passkeys": passkeys = try PasskeyPolicy(&reader)
            case "security": security = try SecurityContact(address: reader.string())
            default: throw reader.unknown
            }
        }
        self.init(
            settings: try reader.needed(settings), agency: try reader.needed(agency),
            language: try reader.needed(language), languages: try reader.needed(languages),
            style: try reader.needed(style), icon: try reader.needed(icon), scripts: scripts,
            url: try reader.needed(url), ports: try reader.needed(ports),
            subnets: try reader.needed(subnets),
            passkeys: try reader.needed(passkeys), security: security)
    }
}

extension WebSettings {
    fileprivate init(_ reader: inout JSONReader) throws {
        var (origin, hook): (String?, String?)
        var proxies: [String]?
        try reader.object { name, reader in
            switch name {
            case "origin": origin = try reader.string()
            case "hook": hook = try reader.string()
            case "proxies": proxies = try reader.list { try $0.string() }
            default: throw reader.unknown
            }
        }
        try self.init(
            origin: reader.needed(origin), hook: reader.needed(hook),
            proxies: reader.needed(proxies))
    }
}

extension HookScripts {
    fileprivate init(_ reader: inout JSONReader) throws {
        var (login, register): (String?, String?)
        try reader.object { name, reader in
            switch name {
            case "login": login = try reader.string()
            case "register": register = try reader.string()
            default: throw reader.unknown
            }
        }
        self.init(login: try reader.needed(login), register: try reader.needed(register))
    }
}

extension PasskeyPolicy {
    fileprivate init(_ reader: inout JSONReader) throws {
        var (reveal, requires): (Reveal?, Requirement?)
        try reader.object { name, reader in
            switch name {
            case "reveal": reveal = Reveal(rawValue: try reader.string())
            case "requires": requires = Requirement(rawValue: try reader.string())
            default: throw reader.unknown
            }
        }
        self.init(reveal: try reader.needed(reveal), requires: try reader.needed(requires))
    }
}
