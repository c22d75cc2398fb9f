# Studybot in a container: no root, no compiler, no shell needed; the root may be read-only.
#   docker build -t studybot .
# Data (database, lock, backups) in /data, lessons in /lessons, configuration in /config.

FROM python:3.12-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /opt/studybot
COPY deploy/requirements.lock .
RUN /opt/studybot/bin/pip install --no-cache-dir --disable-pip-version-check \
      --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY scheduler scheduler
COPY records records
COPY content content
RUN /opt/studybot/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps .

FROM python:3.12-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends fonts-wqy-zenhei \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 studybot \
 && useradd --uid 10001 --gid studybot --no-create-home --shell /usr/sbin/nologin studybot \
 && install -d -o studybot -g studybot -m 0700 /data
COPY --from=build /opt/studybot /opt/studybot
ENV PATH=/opt/studybot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STUDYBOT_CONFIG=/config/studybot.toml \
    STUDYBOT_DATA=/data
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["studybot", "health"]
ENTRYPOINT ["studybot"]
CMD ["run"]
