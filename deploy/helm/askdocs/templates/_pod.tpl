{{/* What every pod has in common. Takes (list . "service"). */}}
{{- define "askdocs.pod" -}}
{{- $values := (index . 0).Values -}}
automountServiceAccountToken: false
# Kubernetes would set QDRANT_PORT and the like for services near by, which look like settings.
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- with $values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . | toJson }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "askdocs.podMetadata" -}}
{{- $values := (index . 0).Values -}}
labels:
  {{- toYaml (mergeOverwrite (deepCopy $values.podLabels) (include "askdocs.labels" . | fromYaml)) | nindent 2 }}
annotations:
  {{- with $values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
  # A change of the files starts the pods anew.
  checksum/config: {{ include "askdocs.files" (index . 0) | sha256sum }}
{{- end -}}

{{- define "askdocs.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "askdocs.image.fields" -}}
image: {{ include "askdocs.image" . | toJson }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- end -}}

{{/* One variable out of a Secret. Takes (list . name). */}}
{{- define "askdocs.secret" -}}
{{- $from := get (index . 0).Values.secrets (index . 1) -}}
- name: {{ index . 1 }}
  valueFrom:
    secretKeyRef:
      name: {{ $from.name | default (index . 0).Values.existingSecret | toJson }}
      key: {{ $from.key | default (index . 1) | toJson }}
{{- end -}}

{{/* Takes (list . seconds), those that what is under way may go on after SIGTERM. */}}
{{- define "askdocs.env" -}}
{{- $seconds := int (index . 1) -}}
{{- with index . 0 -}}
- {name: SERVER_PORT, value: "8000"}
- {name: SHUTDOWN_SECONDS, value: {{ $seconds | quote }}}
- {name: QDRANT_PATH, value: /data}
{{- if .Values.persistence.enabled }}
- {name: XDG_CACHE_HOME, value: /data/cache}
{{- end }}
{{- if eq .Values.indexing.kind "worker" }}
- {name: INDEX_RUNS, value: workers}
{{- end }}
{{- if .Values.langserve }}
- {name: LANGSERVE_CONFIG, value: /etc/askdocs/langserve.yaml}
{{- end }}
{{- range $name, $value := .Values.settings }}
- {name: {{ $name }}, value: {{ include "askdocs.text" $value | replace "$(" "$$(" | quote }}}
{{- end }}
{{- $root := . }}
{{- range $name, $from := .Values.secrets }}
{{ include "askdocs.secret" (list $root $name) }}
{{- end }}
{{- end -}}
{{- end -}}

{{/* The files to mount. Quoted as Go does it, which YAML reads: JSON leaves what YAML 1.1 takes for the end of a line. */}}
{{- define "askdocs.files" -}}
{{- with .Values.langserve }}
langserve.yaml: {{ toYaml . | quote }}
{{- end }}
{{- range $name, $content := .Values.files }}
{{ $name | quote }}: {{ $content | quote }}
{{- end }}
{{- end -}}

{{/* Takes (list . "service"). */}}
{{- define "askdocs.volumes" -}}
{{- $values := (index . 0).Values -}}
- name: temporary
  emptyDir: {sizeLimit: {{ $values.temporary | toJson }}}
- name: data
  {{- if and $values.persistence.enabled (eq (index . 1) "service") }}
  persistentVolumeClaim:
    claimName: {{ $values.persistence.existingClaim | default (include "askdocs.fullname" (index . 0)) | toJson }}
  {{- else }}
  emptyDir: {sizeLimit: {{ $values.temporary | toJson }}}
  {{- end }}
{{- if include "askdocs.files" (index . 0) }}
- name: files
  configMap:
    name: {{ include "askdocs.fullname" (index . 0) | toJson }}
{{- end }}
{{- with $values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "askdocs.volumeMounts" -}}
- {name: temporary, mountPath: /tmp}
- {name: data, mountPath: /data}
{{- if include "askdocs.files" . }}
- {name: files, mountPath: /etc/askdocs, readOnly: true}
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Takes (list . "service"). */}}
{{- define "askdocs.spread" -}}
{{- $labels := include "askdocs.selector" . -}}
{{- if (index . 0).Values.topologySpread -}}
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- $labels | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- end -}}
{{- end -}}

{{/*
A pod that ends: it takes no new questions during a pause that is longer than answers may go on afterwards, so nearly all
of those under way end by themselves; then it drains; only then may it be killed. Takes the seconds of the drain.
*/}}
{{- define "askdocs.pauseSeconds" -}}{{ add . 5 }}{{- end -}}
{{- define "askdocs.graceSeconds" -}}{{ add . (include "askdocs.pauseSeconds" . | int) 10 }}{{- end -}}
