# syntax=docker/dockerfile:1
FROM node:22-bookworm AS build
WORKDIR /samman
# hnswlib-node is compiled here, where there is a compiler; the image that runs has none.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN node build.mjs

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 INDEX_DIR=/data/index DATA_DIR=/data
WORKDIR /samman
COPY --from=build /samman/package.json ./
COPY --from=build /samman/node_modules ./node_modules
COPY --from=build /samman/models ./models
COPY --from=build /samman/dist ./dist
# The widget is bundled from here when the server starts.
COPY --from=build /samman/web ./web
COPY --from=build /samman/core ./core
COPY --from=build /samman/corpus ./corpus
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8787
# The first start makes the index: 3 minutes for 4,000 articles on two cores. The first check that passes ends the period.
HEALTHCHECK --interval=15s --timeout=3s --start-period=30m \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8787) + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Without npm between them, SIGTERM reaches the server.
CMD ["node", "--enable-source-maps", "dist/server/main.js"]
