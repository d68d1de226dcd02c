# askdocs in a container: built from a lock file with its hashes, run by a user without rights, on a read-only file
# system, for amd64 and arm64. It holds the extras `postgres`, `redis` and `otel`; `--build-arg LOCK=all` takes all of
# them. compose.yaml shows how to start it beside a Qdrant server; `make image-dry-run` runs these steps without Docker.
FROM python:3.11-slim-bookworm AS build
ARG LOCK=image
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
COPY requirements requirements
RUN python -m venv --without-pip /opt/askdocs \
 && python -m pip install --require-hashes --no-deps --requirement requirements/build.lock \
 && python -m pip --python /opt/askdocs/bin/python install --require-hashes --no-deps --requirement "requirements/${LOCK}.lock"
COPY pyproject.toml README.md LICENSE NOTICE langserve.yaml askdocs.py ./
COPY app app
COPY chains chains
COPY indexing indexing
COPY gemini_emulator gemini_emulator
COPY website/docs website/docs
RUN python -m hatchling build --target wheel --directory dist \
 && python -m pip --python /opt/askdocs/bin/python install --no-deps --no-index dist/*.whl \
 && /opt/askdocs/bin/askdocs --version

FROM python:3.11-slim-bookworm
ARG VERSION=""
ARG REVISION=""
ARG SOURCE=""
LABEL org.opencontainers.image.title="askdocs" \
      org.opencontainers.image.description="Answers questions about a documentation site, with proof" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
# What installs packages is not needed to run them.
RUN python -m pip uninstall --yes --quiet --root-user-action=ignore setuptools wheel pip \
 && groupadd --system --gid 10001 askdocs \
 && useradd --system --uid 10001 --gid 10001 --create-home --home-dir /home/askdocs askdocs \
 && install -d -o askdocs -g askdocs /data
COPY --from=build /opt/askdocs /opt/askdocs
ENV PATH=/opt/askdocs/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    QDRANT_PATH=/data \
    SERVER_HOST=0.0.0.0
USER 10001:10001
WORKDIR /home/askdocs
VOLUME /data
EXPOSE 8000
# Liveness only: a container must not be restarted because Gemini is away. Route traffic by /health/ready.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('SERVER_PORT', '8000') + '/health', timeout=2)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["askdocs"]
CMD ["serve"]
