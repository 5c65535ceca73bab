import PuertoDoor
import PuertoHook

CGIDoor.run { _ in Hook() }
