ARG PYTHON=3.13

# ── build: everything that compiles, packs or downloads stays in this stage ─────────────────────────────────────────
FROM python:${PYTHON}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src

# The libraries first: this layer is built again only when the locked versions change.
COPY requirements.lock requirements-build.lock ./
RUN python -m venv --without-pip /opt/career-bot \
    && pip --python /opt/career-bot/bin/python install --require-hashes --only-binary :all: -r requirements.lock \
    && pip install --require-hashes --only-binary :all: -r requirements-build.lock

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY knowledge knowledge
# The version that `--version` tells, as in `docker build --build-arg VERSION=1.2.3 .`; no tag gets in here by itself.
ARG VERSION=0.0
RUN SETUPTOOLS_SCM_PRETEND_VERSION="${VERSION#v}" \
    pip wheel --no-index --no-deps --no-build-isolation --wheel-dir /tmp/wheel . \
    && pip --python /opt/career-bot/bin/python install --no-index --no-deps /tmp/wheel/*.whl \
    && /opt/career-bot/bin/python -m compileall -q /opt/career-bot/lib

# ── run: Python, the libraries, the bot and its knowledge; no pip, no compiler, no root ─────────────────────────────
FROM python:${PYTHON}-slim
RUN rm -rf /usr/local/lib/python3*/site-packages/pip* /usr/local/lib/python3*/ensurepip /usr/local/bin/pip* \
    && groupadd --gid 10001 career-bot \
    && useradd --uid 10001 --gid 10001 --home-dir /var/lib/career-bot --no-create-home --shell /usr/sbin/nologin career-bot \
    && install -d -o career-bot -m 700 /var/lib/career-bot \
    && install -d -o career-bot /var/cache/career-bot \
    && install -d -o career-bot -m 700 /var/lib/career-bot/data
COPY --from=build /opt/career-bot /opt/career-bot
ENV PATH=/opt/career-bot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CAREER_BOT_CACHE_DIR=/var/cache/career-bot \
    CAREER_BOT_DATA_DIR=/var/lib/career-bot/data \
    STATUS_PORT=9100
USER career-bot
WORKDIR /var/lib/career-bot

# Answers a question once: a broken image fails here, and what is worked out from the knowledge is kept in the cache.
RUN career-bot ask --json "What does a medical coder do?" > /dev/null

# Healthy means that the event loop of `run` turns: Discord being away is no reason to start anew.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --start-interval=2s CMD \
    ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['STATUS_PORT'] + '/healthz', timeout=5)"]

ENTRYPOINT ["career-bot"]
CMD ["run"]
