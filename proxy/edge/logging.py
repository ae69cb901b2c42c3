"""What nginx writes into the access log: requests that no engine sees, in the form of access_log.py. And the ids of requests."""

from pathlib import Path

from alongside.names import PREFIX


def log_maps(passing_by: str) -> str:
    """For nginx's `http` block. Of addresses the path alone is told, of our own calls no more than their name."""
    return rf"""
map $request_uri $alongside_path {{
    "~^(?<ours_named>{PREFIX}[^/?]*/)[^?]" "$ours_named…";
    "~^(?<path_alone>[^?]*)" $path_alone;
}}
map $uri $alongside_kind {{
    default asset;
    "~^{PREFIX}" live;
}}
map $upstream_header_time $alongside_origin_seconds {{
    default null;
    "~(?<last_seconds>[0-9.]+)$" $last_seconds;
}}
# Every request has an id; where there is no engine it keeps the one that it had before.
map "$server_addr:$server_port" $alongside_id {{
    default $request_id;
    "{passing_by}" $http_x_request_id;
}}
# An answer that has an id of the origin's own keeps it.
map $upstream_http_x_request_id $alongside_answer_id {{
    default "";
    "" $alongside_id;
}}
log_format alongside escape=json '{{"time":"$time_iso8601","id":"$alongside_id","kind":"$alongside_kind",'
    '"method":"$request_method","path":"$alongside_path","status":$status,"bytes":$body_bytes_sent,'
    '"seconds":$request_time,"origin_seconds":$alongside_origin_seconds,"peer":"$alongside_client","worker":"nginx"}}';"""


def log_here(path: str) -> str:
    """For a `location` that leads past the engines."""
    if not path:
        return ""
    where = "/dev/stdout" if path == "-" else str(Path(path).resolve())
    return f"\n        access_log {where} alongside buffer=64k flush=1s;"


ID_BACK = "\n        add_header X-Request-Id $alongside_answer_id always;"
"""For a `location` that leads past the engines: the id goes back to the browser, too."""
