#include "resolver/lock/near_names.h"

#include <algorithm>
#include <utility>

#include "core/base/edit_distance.h"

namespace whip::resolver {
namespace {

constexpr std::pair<std::string_view, std::string_view> kImported[] = {
    {"attr", "attrs"},
    {"bs4", "beautifulsoup4"},
    {"crypto", "pycryptodome"},
    {"cv2", "opencv-python"},
    {"dateutil", "python-dateutil"},
    {"django-rest-framework", "djangorestframework"},
    {"dns", "dnspython"},
    {"docx", "python-docx"},
    {"dotenv", "python-dotenv"},
    {"fitz", "pymupdf"},
    {"git", "gitpython"},
    {"github", "pygithub"},
    {"google-protobuf", "protobuf"},
    {"grpc", "grpcio"},
    {"jose", "python-jose"},
    {"jwt", "pyjwt"},
    {"magic", "python-magic"},
    {"multipart", "python-multipart"},
    {"mysqldb", "mysqlclient"},
    {"openssl", "pyopenssl"},
    {"pil", "pillow"},
    {"pptx", "python-pptx"},
    {"psycopg2cffi", "psycopg2-binary"},
    {"rest-framework", "djangorestframework"},
    {"serial", "pyserial"},
    {"skimage", "scikit-image"},
    {"sklearn", "scikit-learn"},
    {"slugify", "python-slugify"},
    {"telegram", "python-telegram-bot"},
    {"usb", "pyusb"},
    {"win32api", "pywin32"},
    {"yaml", "pyyaml"},
    {"zmq", "pyzmq"},
};

// Separated by spaces.
constexpr std::string_view kWellKnown =
    "absl-py aiofiles aiohttp alembic annotated-types anyio argon2-cffi asgiref astropy asyncpg attrs authlib "
    "babel bcrypt beautifulsoup4 black bokeh boto3 botocore cachetools celery certifi cffi chardet "
    "charset-normalizer click cloudpickle colorama contourpy coverage cryptography cycler cython dask debugpy "
    "decorator defusedxml deprecated dill distlib django djangorestframework dnspython docker docutils duckdb "
    "elasticsearch exceptiongroup executing faker fastapi filelock flake8 flask fonttools frozenlist fsspec "
    "gensim gevent gitpython google-api-core google-auth greenlet grpcio gunicorn h11 h5py httpcore httptools "
    "httpx huggingface-hub hypothesis idna imageio importlib-metadata iniconfig ipykernel ipython isort "
    "itsdangerous jax jedi jinja2 jmespath joblib jsonschema jupyter jupyterlab keras kiwisolver kubernetes "
    "lightgbm loguru lxml mako markdown markdown-it-py markupsafe marshmallow matplotlib mccabe mock "
    "more-itertools msgpack multidict mypy mysqlclient nbformat networkx nltk notebook nox numba numpy "
    "oauthlib openai opencv-python openpyxl orjson packaging pandas paramiko parso pathspec pendulum pexpect "
    "pillow pip platformdirs plotly pluggy poetry polars pre-commit prometheus-client prompt-toolkit protobuf "
    "psutil psycopg psycopg2 psycopg2-binary pyarrow pyasn1 pycparser pycryptodome pydantic pydantic-core "
    "pydantic-settings pygments pyjwt pylint pymongo pymysql pynacl pyodbc pyopenssl pyparsing pyright "
    "pyserial pyspark pytest pytest-asyncio pytest-cov pytest-mock pytest-xdist python-dateutil python-dotenv "
    "python-multipart pytz pywin32 pyyaml pyzmq redis regex requests requests-oauthlib responses rich rpds-py "
    "rsa ruff s3fs s3transfer scikit-image scikit-learn scipy scrapy seaborn selenium sentry-sdk setuptools "
    "shapely simplejson six sniffio sortedcontainers soupsieve spacy sphinx sqlalchemy sqlmodel starlette "
    "statsmodels streamlit structlog sympy tabulate tenacity tensorflow tokenizers tomli tomlkit torch "
    "torchvision tornado tox tqdm traitlets transformers trio twisted typer typing-extensions tzdata ujson "
    "urllib3 uvicorn uvloop virtualenv watchfiles wcwidth websockets werkzeug wheel wrapt xgboost xlsxwriter "
    "yarl zipp zstandard ";

}  // namespace

std::vector<std::string> near_names_of(std::string_view wanted, std::span<const std::string> known) {
  const std::size_t most = wanted.size() < 5 ? 1 : 2;
  std::vector<std::pair<std::size_t, std::string>> found;
  const auto add = [&](std::size_t distance, std::string_view name) {
    const auto is_it = [&](const auto& each) { return each.second == name; };
    if (distance <= most && name != wanted && std::ranges::none_of(found, is_it)) found.emplace_back(distance, name);
  };
  for (const auto& [module, project] : kImported) {
    if (module == wanted) add(0, project);
  }
  for (const std::string& name : known) add(edit_distance(wanted, name), name);
  // Who writes the name of a module means its project, and no other a letter away.
  const bool is_module = !found.empty() && found.front().first == 0;
  for (std::string_view rest = is_module ? std::string_view() : kWellKnown; !rest.empty();) {
    const std::string_view name = rest.substr(0, rest.find(' '));
    add(edit_distance(wanted, name), name);
    rest.remove_prefix(name.size() + 1);
  }
  std::ranges::stable_sort(found, {}, [](const auto& each) { return each.first; });
  constexpr std::size_t kMost = 5;
  if (found.size() > kMost) found.resize(kMost);
  std::vector<std::string> names;
  for (auto& [distance, name] : found) names.push_back(std::move(name));
  return names;
}

}  // namespace whip::resolver
