{{/* The name of all objects: at most 40 characters, so that each may have a suffix, and
first a letter, as a Service wants it; a longer one ends with its digest. */}}
{{- define "askdocs.fullname" -}}
{{- $name := .Values.fullnameOverride -}}
{{- if not $name -}}
{{- $name = .Release.Name | replace "." "-" -}}
{{- if not (contains "askdocs" $name) -}}{{- $name = printf "%s-askdocs" $name -}}{{- end -}}
{{- if regexMatch "^[0-9]" $name -}}{{- $name = printf "askdocs-%s" $name -}}{{- end -}}
{{- end -}}
{{- if gt (len $name) 40 -}}
{{- $name = printf "%s-%s" ($name | trunc 33 | trimSuffix "-") ($name | sha256sum | trunc 6) -}}
{{- end -}}
{{- $name -}}
{{- end -}}

{{/* What selects the pods of one component. Takes (list . "service"). */}}
{{- define "askdocs.selector" -}}
app.kubernetes.io/name: askdocs
app.kubernetes.io/instance: {{ (index . 0).Release.Name | toJson }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "askdocs.labels" -}}
{{ include "askdocs.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | toJson }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service | toJson }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version | replace "+" "_" | trunc 63 | toJson }}
{{- end -}}

{{- define "askdocs.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}{{ printf "%s@%s" .repository .digest }}{{- else -}}{{ printf "%s:%s" .repository (.tag | default $.Chart.AppVersion) }}{{- end -}}
{{- end -}}
{{- end -}}

{{- define "askdocs.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (ternary (include "askdocs.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{/* A value as text: whole numbers without an exponent, which Go would write from a million on. */}}
{{- define "askdocs.text" -}}
{{- if kindIs "string" . -}}{{ . }}{{- else -}}{{ . | toJson }}{{- end -}}
{{- end -}}

{{/* An amount of memory in bytes, such as 1Gi. */}}
{{- define "askdocs.bytes" -}}
{{- $units := dict "" 1 "m" 0.001 "k" 1e3 "M" 1e6 "G" 1e9 "T" 1e12 "Ki" 1024 "Mi" 1048576 "Gi" 1073741824 "Ti" 1099511627776 -}}
{{- $text := include "askdocs.text" . -}}
{{- mulf (regexFind "^[0-9.]+" $text | float64) (get $units (regexFind "[A-Za-z]*$" $text)) | int64 -}}
{{- end -}}

{{/* The value of a setting, or nothing. Takes (list . "KEEP_ANSWERS"). */}}
{{- define "askdocs.setting" -}}
{{- $settings := (index . 0).Values.settings -}}
{{- if hasKey $settings (index . 1) -}}{{ include "askdocs.text" (get $settings (index . 1)) | trim }}{{- end -}}
{{- end -}}

{{/* Whether there may be several replicas at once. */}}
{{- define "askdocs.isReplicated" -}}
{{- if or (gt (int .Values.replicas) 1) (ne .Values.autoscaling.kind "none") -}}yes{{- end -}}
{{- end -}}

{{/* Whether anything that readers write is kept: answers, or the threads of ChatKit. */}}
{{- define "askdocs.keeps" -}}
{{- if has (include "askdocs.setting" (list . "KEEP_ANSWERS") | lower) (list "true" "1" "yes" "on" "t" "y") -}}KEEP_ANSWERS{{- end -}}
{{- range .Values.langserve.routes -}}{{- if has "chatkit" (.wires | default list) -}}ChatKit{{- end -}}{{- end -}}
{{- end -}}

{{/* Whether the service itself starts indexing runs by the clock. */}}
{{- define "askdocs.schedules" -}}
{{- include "askdocs.setting" (list . "INDEX_SCHEDULE") -}}
{{- range .Values.langserve.sites -}}{{- .schedule | default "" -}}{{- end -}}
{{- end -}}
