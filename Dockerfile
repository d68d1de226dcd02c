# askdocs in a container: built from a lock file with its hashes, run by a user without rights, on a read-only file
# system. It holds the extra `postgres`, so that several containers can keep threads in one database. See compose.yaml
# for how to start it beside a Qdrant server.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/askdocs
COPY requirements/image.lock requirements/image.lock
RUN /opt/askdocs/bin/pip install --require-hashes --no-deps -r requirements/image.lock
COPY pyproject.toml README.md LICENSE NOTICE langserve.yaml ./
COPY askdocs.py askdocs.py
COPY app app
COPY chains chains
COPY indexing indexing
COPY gemini_emulator gemini_emulator
COPY website/docs website/docs
RUN /opt/askdocs/bin/pip install --no-deps . && /opt/askdocs/bin/askdocs --version

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --create-home --home-dir /home/askdocs askdocs \
 && install -d -o askdocs -g askdocs /data
COPY --from=build /opt/askdocs /opt/askdocs
ENV PATH=/opt/askdocs/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    QDRANT_PATH=/data \
    SERVER_HOST=0.0.0.0
USER askdocs
WORKDIR /home/askdocs
VOLUME /data
EXPOSE 8000
# Liveness only: a container must not be restarted because Gemini is away. Route traffic by /health/ready.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('SERVER_PORT', '8000') + '/health', timeout=2)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["askdocs"]
CMD ["serve"]
