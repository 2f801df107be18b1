# The app for production. docs/deploy.md says how to run it.

# What `npm ci` reads is copied before the rest: as long as it stays the same, the packages come from the cache.
FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY src/bin src/bin
RUN npm ci
COPY . .
# The path below which the app is to live, if it is not the root.
ARG BASE_PATH
RUN npm run build

FROM node:22-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY src/bin src/bin
RUN npm ci --omit=dev

FROM node:22-bookworm-slim
ENV NODE_ENV=production
ENV PORT=3000
# For the health check. The app knows it from its build.
ARG BASE_PATH
ENV BASE_PATH=$BASE_PATH
WORKDIR /app
COPY package.json package-lock.json ./
COPY src/bin src/bin
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/build build
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "src/bin/health.mjs"]
CMD ["node", "build/index.js"]
