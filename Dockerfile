FROM node:22-slim AS pages
WORKDIR /app/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npx vite build

FROM python:3.13-slim
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY . .
COPY --from=pages /app/frontend/dist frontend/dist
RUN useradd --system --home /data app && mkdir -p /data && chown app: /data
USER app
CMD ["honcho", "start", "--no-prefix", "web"]
