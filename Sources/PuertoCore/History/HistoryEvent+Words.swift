extension HistoryEvent {
    /// The words of a line's sentence, with `{}` for the object's name.
    func words(_ action: HistoryAction, _ who: String, _ l: Language) -> String {
        switch action {
        case .approval:
            l(
                "\(who) aprobó algo de {} con su llave de acceso",
                "\(who) approved something of {} with a passkey")
        case .credentialAdopt: password(l("\(who) adoptó", "\(who) adopted"), l)
        case .credentialGenerate:
            l("\(who) generó las contraseñas de {}", "\(who) generated the passwords of {}")
        case .credentialRotate: password(l("\(who) cambió", "\(who) rotated"), l)
        case .credentialSet: password(l("\(who) guardó", "\(who) recorded"), l)
        case .credentialShow: password(l("\(who) vio", "\(who) saw"), l)
        case .handoffPage: l("\(who) entregó su página a {}", "\(who) handed {} its page over")
        case .handoffSeal: l("Se selló de nuevo la página de {}", "The page of {} was sealed again")
        case .handoffWithdraw: l("\(who) retiró la página de {}", "\(who) withdrew the page of {}")
        case .hookSecretAdd:
            l("\(who) dio permiso al programa {}", "\(who) gave the program {} its permissions")
        case .hookSecretRevoke:
            l(
                "\(who) retiró el permiso del programa {}",
                "\(who) took the permissions of the program {}")
        case .hostAdd: l("\(who) añadió la máquina {}", "\(who) added the host {}")
        case .hostEdit: l("\(who) cambió la máquina {}", "\(who) changed the host {}")
        case .hostRemove: l("\(who) quitó la máquina {}", "\(who) removed the host {}")
        case .instanceSecret:
            l(
                "\(who) renovó el acceso propio de Puerto al Windmill de {}",
                "\(who) renewed Puerto's own access to the Windmill of {}")
        case .instanceSecure:
            l(
                "\(who) quitó la contraseña de fábrica al Windmill de {}",
                "\(who) removed the stock password from the Windmill of {}")
        case .jobAdd: request(who, l)
        case .jobCancel: l("\(who) anuló un trabajo de {}", "\(who) cancelled a job of {}")
        case .jobRead: l("No se pudo leer un trabajo de {}", "A job of {} could not be read")
        case .keyAdopt:
            l(
                "\(who) registró las llaves del espacio de trabajo",
                "\(who) recorded the workspace's keys")
        case .keyRetire: l("\(who) retiró la llave {}", "\(who) retired the key {}")
        case .keyRotate: l("\(who) cambió la llave {}", "\(who) rotated the key {}")
        case .leaseTakeover:
            l(
                "Otro trabajador siguió con el trabajo de {}",
                "Another worker went on with the job of {}")
        case .linkAdd: l("\(who) hizo un enlace para {}", "\(who) made a link for {}")
        case .linkAsk: l("\(who) pidió un enlace para {}", "\(who) asked for a link for {}")
        case .linkClaim: l("Se abrió el enlace de {}", "The link of {} was opened")
        case .linkRevoke: l("\(who) retiró un enlace de {}", "\(who) took back a link of {}")
        case .operatorAdd: l("\(who) dio acceso a {}", "\(who) gave access to {}")
        case .operatorCode:
            l("\(who) hizo un código de acceso para {}", "\(who) made a login code for {}")
        case .operatorPassword:
            l("\(who) cambió la contraseña de {}", "\(who) changed the password of {}")
        case .operatorRemove: l("\(who) quitó el acceso a {}", "\(who) took the access of {}")
        case .pageAsk:
            l("\(who) pidió una página sellada para {}", "\(who) asked for a sealed page for {}")
        case .passkeyAdd:
            l("\(who) añadió una llave de acceso de {}", "\(who) added a passkey of {}")
        case .passkeyAlarm:
            l("Aviso sobre una llave de acceso de {}", "Warning about a passkey of {}")
        case .passkeyMade: l("\(who) creó una llave de acceso", "\(who) made a passkey")
        case .passkeyOffer:
            l(
                "\(who) invitó a {} a crear una llave de acceso",
                "\(who) invited {} to make a passkey")
        case .passkeyOfferEnd:
            l(
                "\(who) retiró la invitación de {} a crear una llave de acceso",
                "\(who) withdrew the invitation of {} to make a passkey")
        case .passkeyRemove:
            l("\(who) quitó una llave de acceso de {}", "\(who) removed a passkey of {}")
        case .planAdd: l("\(who) añadió el plan {}", "\(who) added the plan {}")
        case .planAsk:
            l("\(who) miró qué pasaría con {}", "\(who) looked at what would happen to {}")
        case .planEdit: l("\(who) cambió el plan {}", "\(who) changed the plan {}")
        case .planRemove: l("\(who) quitó el plan {}", "\(who) removed the plan {}")
        case .revealAsk: password(l("\(who) pidió ver", "\(who) asked to see"), l)
        case .scriptsPush:
            l("\(who) puso al día los scripts de {}", "\(who) brought the scripts of {} up to date")
        case .secretUndecryptable: password(l("No se pudo abrir", "Could not open"), l)
        case .sessionLogin: l("\(who) entró al portal", "\(who) logged in")
        case .sessionLogout: l("\(who) salió del portal", "\(who) logged out")
        case .stackRevive:
            l(
                "El trabajador intentó levantar {} y no pudo",
                "The worker tried to revive {} and failed")
        case .tenantAdd: l("\(who) registró {}", "\(who) recorded {}")
        case .tenantDisk:
            l(
                "El trabajador suspende {}, que llena el disco",
                "The worker suspends {}, which fills the disk")
        case .tenantEdit: edit(who, l)
        case .tenantProbe: probe(l)
        case .tenantAdopt:
            l("\(who) adoptó {}, que solo se observa", "\(who) adopted {}, which is only observed")
        case .tenantRecover:
            l("\(who) recuperó el registro de {}", "\(who) recovered the record of {}")
        case .tenantRemove: l("\(who) quitó {} del registro", "\(who) removed {} from the records")
        case .tenantRenumber: l("\(who) dio otro número a {}", "\(who) gave {} another number")
        case .tenantState: l("\(who) dejó {} como \(state(l))", "\(who) left {} as \(state(l))")
        case .tenantUndo: l("\(who) deshizo un cambio de {}", "\(who) took back a change of {}")
        case .volumeGiveUp: l("\(who) dio por perdidos datos de {}", "\(who) gave up data of {}")
        case .volumeReplace:
            l("\(who) aceptó un volumen nuevo de {}", "\(who) accepted a new volume of {}")
        case .webSet:
            l(
                "\(who) cambió los ajustes del portal en la web",
                "\(who) changed the portal's web settings")
        case .workspaceCopied:
            l(
                "\(who) declaró copia este espacio de trabajo",
                "\(who) declared this workspace a copy")
        case .workspaceDemo:
            l(
                "\(who) empezó esta demostración: todo en ella es inventado",
                "\(who) began this demo: everything in it is invented")
        case .workspaceMoved: l("\(who) movió el espacio de trabajo", "\(who) moved the workspace")
        case .workspacePlace:
            l("Se apuntó dónde está el espacio de trabajo", "The workspace's place was recorded")
        case .workspaceRepair: l("\(who) reparó la base de datos", "\(who) repaired the database")
        }
    }

    private func password(_ verb: String, _ l: Language) -> String {
        l("\(verb) la contraseña de \(service) de {}", "\(verb) the \(service) password of {}")
    }

    private func request(_ who: String, _ l: Language) -> String {
        guard let action = value("action").flatMap(Action.init) else {
            return l("\(who) pidió algo para {}", "\(who) asked for something for {}")
        }
        return l(
            "\(who) pidió \(infinitive(action, l))", "\(who) asked to \(infinitive(action, l))")
    }

    private func edit(_ who: String, _ l: Language) -> String {
        guard isOnlyStatus else { return l("\(who) cambió {}", "\(who) changed {}") }
        return l("\(who) marcó {} como \(state(l))", "\(who) marked {} as \(state(l))")
    }

    private func probe(_ l: Language) -> String {
        isBackUp
            ? l("{} vuelve a responder como debe", "{} answers as it should again")
            : l("{} dejó de responder como debe", "{} stopped answering as it should")
    }
}
