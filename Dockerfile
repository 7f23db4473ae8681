# Yestermail in a container: the page built in one stage, only what runs in the other. Node runs the TypeScript as it is.
FROM node:24-slim AS page
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json ./
COPY src ./src
COPY web ./web
RUN node web/build.ts

FROM node:24-slim
# Two users of one group: `work` (8025) holds credentials and writes mail, `serve` (8026) reads it and faces the web.
RUN groupadd --gid 8025 yestermail \
 && useradd --uid 8025 --gid 8025 --no-create-home --shell /usr/sbin/nologin yestermail-work \
 && useradd --uid 8026 --gid 8025 --no-create-home --shell /usr/sbin/nologin yestermail-serve \
 && install --directory --owner=8025 --group=8025 --mode=2750 /data
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The base image is the Node that is needed, so the one that npm could bring stays out.
RUN npm ci --omit=dev --omit=optional && npm cache clean --force
COPY src ./src
COPY --from=page /app/web/dist ./web/dist
# Docker copies this into a new named volume: so it is known for one, and not for a folder whose disk is not mounted.
COPY --chown=8025:8025 --chmod=640 snapshots/README.md /data/README.md
ENV NODE_ENV=production YESTERMAIL_DATA=/data
# What is made in /data is the group's to read (setgid, umask 027) and nobody else's.
ENTRYPOINT ["/bin/sh", "-c", "umask 027; exec node /app/src/yestermail.mjs \"$@\"", "yestermail"]
CMD ["start"]
USER 8025:8025
VOLUME /data
EXPOSE 8025
# For `start` and `serve`; compose.yaml turns it off for `work`, whose silence this answer tells too.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8025/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
