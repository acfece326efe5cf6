# The workers and the command line, without the embedded broker: a deployment has a Kafka of its own.
FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /app

# The lock holds the embedded broker's packages too; leave them out, and check the hashes of all others.
COPY requirements-worker.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-worker.txt

COPY pyproject.toml README.md ./
COPY agents agents
COPY topics topics
COPY tocsin tocsin
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --system --create-home tocsin

USER tocsin
WORKDIR /home/tocsin
ENTRYPOINT ["tocsin"]
CMD ["worker"]
