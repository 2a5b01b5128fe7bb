/** What people pass to builds and write into Dockerfiles when nothing is wrong. */
import {describeDockerfile as describe} from '../../../src/preflight/published.ts';
import type {Published} from '../../../src/preflight/secret-sightings.ts';

export const describeDockerfile = (text: string): readonly Published[] => describe('Dockerfile', text);

export const ordinaryArguments = [
  'NODE_VERSION=22.11.0',
  'GO_VERSION=1.23.4',
  'BASE_IMAGE=gcr.io/distroless/static-debian12:nonroot',
  'BUILD_DATE=2026-11-19T10:11:12Z',
  'VCS_REF=0123456789abcdef0123456789abcdef01234567',
  'VERSION=v1.2.3-rc.1+build.5',
  'GIT_COMMIT=4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  'SOURCE_DATE_EPOCH=1700000000',
  'HTTP_PROXY=http://proxy.acme.dev:3128',
  'NO_PROXY=localhost,127.0.0.1,.acme.dev',
  'KEYBOARD=us',
  'TOKENIZER=cl100k_base',
  'TOKENIZERS_PARALLELISM=false',
  'PUBLIC_KEY=MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=',
  'SSH_KEYSCAN=github.com ssh-rsa AAAAB3NzaC1yc2E',
  'KEYCLOAK_URL=https://sso.acme.dev/realms/acme',
  'API_URL=https://api.acme.dev/v1?format=json',
  'NEXT_PUBLIC_SENTRY_DSN=https://0123456789abcdef0123456789abcdef@o12.ingest.sentry.io/34',
  'DATABASE_URL=postgresql://user:password@localhost:5432/app',
  'SECRET_KEY_BASE=dummy',
  'GITHUB_SHA=0123456789abcdef0123456789abcdef01234567',
  'CACHE_KEY=v3-linux-d41d8cd98f00b204e9800998ecf8427e',
  'CHECKSUM=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'INTEGRITY=sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
  'LDFLAGS=-s -w -X main.version=1.2.3 -X main.commit=0123abc',
  'RUSTFLAGS=-C target-cpu=native',
  'TARGET_ENV=production',
  'UID=1000',
  'TZ=Europe/Berlin',
  'LICENSE_KEY_URL=https://licences.acme.dev/key.txt',
  'ENABLE_TOKEN_REFRESH=true',
  'PASSWORD_MIN_LENGTH=12'
];

export const ordinaryLabels = [
  'org.opencontainers.image.title=app',
  'org.opencontainers.image.source=https://github.com/acme/app',
  'org.opencontainers.image.revision=0123456789abcdef0123456789abcdef01234567',
  'org.opencontainers.image.created=2026-11-19T10:11:12.123Z',
  'org.opencontainers.image.authors=Somebody <somebody@acme.dev>',
  'org.opencontainers.image.licenses=Apache-2.0',
  'org.opencontainers.image.base.digest=sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'org.opencontainers.image.description=Signs tokens and keeps your passwords secret; see README.',
  'maintainer=team@acme.dev',
  'com.acme.build-id=7f8c1d2e-3b4a-4c5d-9e6f-708192a3b4c5',
  'com.acme.ticket=APP-1234',
  'traefik.http.routers.app.rule=Host(`app.acme.dev`) && PathPrefix(`/api`)',
  'io.k8s.display-name=Token service',
  'com.acme.key-rotation-policy=90d',
  'vendor=Acme, Inc.'
];

export const ordinaryDockerfiles = [
  'FROM alpine:3.20\nRUN apk add --no-cache openssh-client && ssh-keyscan github.com >> /etc/ssh/ssh_known_hosts\n',
  'FROM node:22 AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN --mount=type=secret,id=npm,target=/root/.npmrc npm ci\nCOPY . .\nRUN npm run build\n',
  'FROM golang:1.23\nARG GITHUB_TOKEN\nRUN --mount=type=secret,id=token git config --global url."https://x-access-token:$(cat /run/secrets/token)@github.com/".insteadOf "https://github.com/"\n',
  'FROM python:3.12\nENV GPG_KEY 7169605F62C751356D054A26A821E680E5FA6305\nENV PYTHON_VERSION 3.12.7\n',
  'FROM debian:12\nRUN curl -fsSL https://download.docker.com/linux/debian/gpg | gpg --dearmor -o /etc/apt/keyrings/docker.gpg\n',
  'FROM ruby:3.3\nRUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile\nENV RAILS_MASTER_KEY_FILE=/run/secrets/master_key\n',
  'FROM nginx:1.27\nENV KEYBOARD=us TOKENIZER=none\nLABEL description="keeps tokens" maintainer="a@b.dev"\n',
  'FROM postgres:16\nENV POSTGRES_PASSWORD=postgres POSTGRES_DB=app\n',
  'FROM alpine\nRUN curl -H "Authorization: Bearer $TOKEN" "https://api.acme.dev/?token=${TOKEN}"\n',
  'FROM alpine\nARG TOKEN=\nARG PASSWORD\nENV TOKEN=${TOKEN}\n',
  '# syntax=docker/dockerfile:1\nFROM alpine\nRUN <<EOF\nset -eu\necho "password: $PASSWORD" > /dev/null\nEOF\n',
  'FROM maven:3\nRUN mvn -B -Dgpg.skip -Dmaven.wagon.http.ssl.insecure=false package\n',
  'FROM rust:1.82\nRUN echo "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  file" | sha256sum -c -\n',
  'FROM alpine\n# Example: docker build --build-arg TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx .\nCMD ["sh"]\n',
  'FROM node:22\nENV DATABASE_URL="postgresql://placeholder:placeholder@db.internal.acme.dev:5432/app"\nRUN npx prisma generate\n'
];
