"""Kubernetes' Pod Security Standards, level `restricted`, held against the template of a pod."""

from collections.abc import Iterator
from typing import Any

VOLUMES = frozenset(
    {"configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"}
)
PROFILES = frozenset({"RuntimeDefault", "Localhost"})


def find_violations(pod: dict[str, Any]) -> Iterator[str]:
    """What in the spec of a pod the level `restricted` forbids; each as its field and what is wrong with it."""
    for name in ("hostNetwork", "hostPID", "hostIPC"):
        if pod.get(name):
            yield f"{name} is true"
    for volume in pod.get("volumes", []):
        yield from (f"volume {volume['name']} is a {kind}" for kind in volume.keys() - {"name"} - VOLUMES)
    shared = pod.get("securityContext", {})
    if shared.get("sysctls"):
        yield "securityContext.sysctls are set"
    if shared.get("runAsUser") == 0:
        yield "securityContext.runAsUser is root"
    for kind in ("initContainers", "containers", "ephemeralContainers"):
        for container in pod.get(kind, []):
            for fault in _find_in_container(container, shared):
                yield f"{container['name']}: {fault}"


def _find_in_container(container: dict[str, Any], shared: dict[str, Any]) -> Iterator[str]:
    own = container.get("securityContext", {})
    effective = {**shared, **own}
    if own.get("privileged"):
        yield "it is privileged"
    if own.get("allowPrivilegeEscalation") is not False:
        yield "it may escalate its privileges"
    if effective.get("runAsNonRoot") is not True:
        yield "it may run as root"
    if own.get("runAsUser") == 0:
        yield "it runs as root"
    if effective.get("seccompProfile", {}).get("type") not in PROFILES:
        yield "it has no seccomp profile"
    if own.get("procMount", "Default") != "Default":
        yield "it has a /proc of its own"
    capabilities = own.get("capabilities", {})
    if "ALL" not in capabilities.get("drop", []):
        yield "it keeps capabilities"
    if set(capabilities.get("add", [])) - {"NET_BIND_SERVICE"}:
        yield "it adds capabilities"
    if any(port.get("hostPort") for port in container.get("ports", [])):
        yield "it has a port of the host"
