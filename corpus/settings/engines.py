"""Settings of what an archive runs on that has outgrown one machine (docs/scale.md)."""

from pydantic import Field, SecretStr

from corpus.settings.section import Section

# An address with this end is a file of this machine, which Milvus Lite opens.
LITE = ".db"


class MilvusSettings(Section):
    """A Milvus that finds, where `index.engine` is `milvus`.

    Attributes:
        address: Of the server, http://HOST:19530; or a file that ends in .db, to try it.
        name: Of the alias that answers; collections are named after it. Two archives in one Milvus
            need two names.
        seconds: Time limit of what a question asks of it.
        rest_seconds: How long it is left alone after it did not answer; files answer meanwhile.
        token: USER:PASSWORD or a token, from the environment only (GONGDA_INDEX__MILVUS__TOKEN).
    """

    address: str = Field(default="", pattern=rf"^(https?://\S+|.+\{LITE})?$")
    name: str = Field(default="gongda", pattern=r"^[a-z][a-z0-9]{0,31}$")
    seconds: float = Field(default=5.0, gt=0, le=300)
    rest_seconds: float = Field(default=30.0, ge=0)
    token: SecretStr | None = None


class RaySettings(Section):
    """Processes and machines that embed, where `index.embed` is `ray`.

    Attributes:
        address: HOST:PORT of the Ray cluster to join, of which this machine is a part; empty: Ray
            is started on this machine, and ended with the build.
        workers: How many embed at once.
        seconds: Time limit until all of them have loaded the model.
    """

    address: str = Field(default="", pattern=r"^([^\s:/]+:[0-9]+)?$")
    workers: int = Field(default=1, ge=1, le=1024)
    seconds: float = Field(default=300.0, gt=0)
