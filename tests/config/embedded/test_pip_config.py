from config.embedded.pip_config import translate

ALWAYS = {"UV_INDEX_STRATEGY": "unsafe-best-match"}


def test_nothing_configured() -> None:
    assert translate("") == ALWAYS


def test_index_certificates_and_time_limit() -> None:
    listing = "global.index-url='https://mirror.example/simple'\nglobal.cert='/etc/x.pem'\n:env:.default-timeout='180'\n"
    assert translate(listing) == ALWAYS | {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "SSL_CERT_FILE": "/etc/x.pem",
        "UV_HTTP_TIMEOUT": "180",
    }


def test_the_environment_wins_over_install_and_install_over_global() -> None:
    listing = (
        ":env:.index-url='https://c.example/simple'\n"
        "global.index-url='https://a.example/simple'\ninstall.index-url='https://b.example/simple'"
    )
    assert translate(listing)["UV_DEFAULT_INDEX"] == "https://c.example/simple"


def test_several_indexes_and_hosts_as_one_line_each() -> None:
    listing = "global.extra-index-url='\\nhttps://a.example/simple\\nhttps://b.example/simple'\nglobal.trusted-host='a b'"
    told = translate(listing)
    assert told["UV_INDEX"] == "https://a.example/simple https://b.example/simple"
    assert told["UV_INSECURE_HOST"] == "a b"


def test_a_folder_of_wheels_that_is_gone_is_left_out() -> None:
    assert translate("global.find-links='/nowhere/wheels /tmp'")["UV_FIND_LINKS"] == "/tmp"


def test_proxy_and_no_index() -> None:
    told = translate("global.proxy='http://proxy.example:3128'\nglobal.no-index='true'")
    assert told == ALWAYS | {
        "HTTPS_PROXY": "http://proxy.example:3128",
        "HTTP_PROXY": "http://proxy.example:3128",
        "UV_NO_INDEX": "1",
    }
