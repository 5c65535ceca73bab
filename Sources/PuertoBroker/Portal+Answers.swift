internal import PuertoCore
internal import PuertoStore
internal import PuertoWire

extension GetSettings: Answered {
    static var access: BrokerAccess { .open }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        Answer(try ready { try exchange.broker.records.settings() })
    }
}

extension CheckHealth: Answered {
    static var access: BrokerAccess { .open }

    func answer(in exchange: BrokerExchange) throws -> Done {
        _ = try exchange.broker.ring(of: exchange.store)
        return Done()
    }
}

extension CheckName: Answered {
    static var access: BrokerAccess { .open }

    func answer(in exchange: BrokerExchange) throws -> Done {
        if let web = try exchange.broker.records.settings() {
            try exchange.store.checkPortalName(web.settings, AppURL(template: web.url))
        }
        return Done()
    }
}
