# The workers and the command line, without the embedded broker: a deployment has a Kafka of its own.

# The core compiled, where there is a C compiler; the image takes the libraries alone.
FROM python:3.13 AS compiled

WORKDIR /app
COPY requirements-compile.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-compile.txt
COPY pyproject.toml ./
COPY tools/compile.py tools/example_articles.py tools/
COPY topics topics
COPY tocsin tocsin
RUN python -m tools.compile --profiled

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
COPY --from=compiled /app/tocsin/_compiled tocsin/_compiled
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && cd / && tocsin --version | grep --quiet compiled \
    && useradd --system --create-home tocsin

USER tocsin
WORKDIR /home/tocsin
ENTRYPOINT ["tocsin"]
CMD ["worker"]
