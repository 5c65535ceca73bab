internal import PuertoCore
internal import PuertoStore
internal import PuertoWire

extension GetSettings: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        Answer(exchange.web, try exchange.store.isDemo() ? .demo : .own)
    }
}

extension CheckHealth: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Done {
        _ = try exchange.broker.ring(of: exchange.store)
        return Done()
    }
}

extension GetWorker: Answered {
    static var access: BrokerAccess { .reader }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Answer {
        Answer(try exchange.store.workerSight())
    }
}

extension CheckName: Answered {
    static var access: BrokerAccess { .open }
    static var writes: Bool { false }

    func answer(in exchange: BrokerExchange) throws -> Done {
        if let web = exchange.web {
            try exchange.store.checkPortalName(web.settings, AppURL(template: web.url))
        }
        return Done()
    }
}
