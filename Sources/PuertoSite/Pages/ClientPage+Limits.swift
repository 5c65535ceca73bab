internal import Hypertext
internal import PuertoCore

extension ClientPage {
    /// Memory and processors, as given to the whole stack and as used, and what is not enforced.
    var use: HTML {
        let plan = site.plan(of: tenant)
        let given = StackLimits(tenant.stack, plan: plan)
        return """
            <p>\(l("Memoria:", "Memory:")) \(memory(given)); \(used(operations.hour?.memory) { DiskText.size($0, locale) })</p>
            <p>\(l("Procesadores:", "Processors:")) \(processors(given)); \(used(operations.hour?.processor, cpus))</p>
            \(unenforced(plan?.limits))
            """
    }

    private func memory(_ given: StackLimits) -> String {
        let size = DiskText.size(given.allMemory, locale)
        return switch given.origin {
        case .plan: sold(given.tooLittleMemory.map { DiskText.size($0, locale) }, size)
        case .override(let profile):
            l(
                "\(size) por su perfil propio (\(profile.rawValue)), en vez de la del plan",
                "\(size) by its own profile (\(profile.rawValue)), instead of the plan's")
        case .usual(let profile):
            l(
                "\(size), lo habitual sin límite en el plan (\(profile.rawValue))",
                "\(size), the usual without a limit in the plan (\(profile.rawValue))")
        }
    }

    private func processors(_ given: StackLimits) -> String {
        guard let all = given.allProcessor else {
            return l("sin límite en el plan", "no limit in the plan")
        }
        return sold(given.tooLittleProcessor.map { "\(cpus($0)) CPU" }, "\(cpus(all)) CPU")
    }

    /// The plan's part, or, where nothing starts with it, also what the services need.
    private func sold(_ tooLittle: String?, _ all: String) -> String {
        guard let tooLittle else {
            return l("\(all) para todos sus servicios", "\(all) for all its services")
        }
        return l(
            "\(tooLittle) según el plan, y sus servicios necesitan \(all) para arrancar",
            "\(tooLittle) by the plan, and its services need \(all) to start")
    }

    private func cpus(_ thousandths: Int) -> String {
        StackLimits.processors(thousandths).replacing(".", with: locale.decimalSeparator)
    }

    /// The most that was used in the last whole hour.
    private func used(_ number: Int?, _ text: (Int) -> String) -> HTML {
        guard let number, let hour = operations.hour else {
            return "\(l("el uso aún no se ha medido", "its use has not been measured yet"))"
        }
        return """
            \(l("usó", "it used")) \(text(number)) \
            \(l("como máximo en la hora que empezó el", "at most in the hour that began on")) \
            \(site.time(hour.start).html(locale))
            """
    }

    private func unenforced(_ limits: PricingPlan.Limits?) -> HTML {
        var texts: [String] = []
        if limits?.diskGB != nil {
            texts.append(
                l(
                    "El disco se mide, y a un cliente que lo llena se le frena; no tiene un tope fijo.",
                    "The disk is measured, and a client that fills it is held back; it has no hard cap."
                ))
        }
        if limits?.users != nil || limits?.jobsPerMonth != nil {
            texts.append(
                l(
                    "Los usuarios y las ejecuciones no se cuentan.",
                    "Users and runs are not counted."))
        }
        guard !texts.isEmpty else { return HTML() }
        return "<p class=\"soft\">\(texts.joined(separator: " "))</p>\n"
    }
}
