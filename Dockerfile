# Two stages: the wheel is built with the Node that its build requirement brings; what runs holds Python, nginx and the wheel.
FROM python:3.13-slim AS build
WORKDIR /src
COPY . .
RUN pip wheel --no-cache-dir --wheel-dir /wheels .

FROM python:3.13-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends nginx-light \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 alongside \
 && install -d -o alongside /data
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-index --find-links /wheels alongside && rm -rf /wheels
USER alongside
VOLUME /data
EXPOSE 8080 8081
ENV ALONGSIDE_DATA=/data ALONGSIDE_LISTEN=0.0.0.0:8080 ALONGSIDE_LIVE=0.0.0.0:8081
HEALTHCHECK --interval=10s --timeout=3s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8081/readyz', timeout=2)"]
ENTRYPOINT ["alongside"]
CMD ["serve"]
