#include "rules/shared/stdlib_modules.h"

#include <array>

namespace whip::rules {
namespace {

// Names that exist in the same versions: a row of the table before it is spread out.
struct Era {
  PythonVersion first;
  PythonVersion last;
  std::string_view names;  // separated by blanks
};

constexpr Era kEras[] = {
    {PythonVersion::py37, PythonVersion::py315,
     "__hello__ __phello__ _abc _ast _asyncio _bisect _blake2 _bz2 _codecs _codecs_cn _codecs_hk _codecs_iso2022 "
     "_codecs_jp _codecs_kr _codecs_tw _collections _collections_abc _compat_pickle _contextvars _csv _ctypes "
     "_ctypes_test _curses _curses_panel _datetime _dbm _decimal _elementtree _frozen_importlib "
     "_frozen_importlib_external _functools _gdbm _hashlib _heapq _imp _io _json _locale _lsprof _lzma _markupbase "
     "_md5 _multibytecodec _multiprocessing _opcode _operator _osx_support _overlapped _pickle _posixsubprocess "
     "_py_abc _pydecimal _pyio _queue _random _scproxy _sha1 _sha3 _signal _sitebuiltins _socket _sqlite3 _sre "
     "_ssl _stat _string _strptime _struct _symtable _testbuffer _testcapi _testconsole _testimportmultiple "
     "_testmultiphase _thread _threading_local _tkinter _tracemalloc _uuid _warnings _weakref _weakrefset _winapi "
     "_xxtestfuzz abc antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 "
     "cProfile calendar cmath cmd code codecs codeop collections colorsys compileall concurrent configparser "
     "contextlib contextvars copy copyreg csv ctypes curses dataclasses datetime dbm decimal difflib dis doctest "
     "email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools "
     "gc genericpath getopt getpass gettext glob grp gzip hashlib heapq hmac html http idlelib imaplib importlib "
     "inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes "
     "mmap modulefinder msvcrt multiprocessing netrc nt ntpath nturl2path numbers opcode operator optparse os "
     "pathlib pdb pickle pickletools pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty "
     "pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter "
     "runpy sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl "
     "stat statistics string stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile tempfile "
     "termios textwrap this threading time timeit tkinter token tokenize trace traceback tracemalloc tty turtle "
     "turtledemo types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg "
     "winsound wsgiref xml xmlrpc xx xxlimited xxsubtype zipapp zipfile zipimport zlib"},
    {PythonVersion::py37, PythonVersion::py314, "sre_compile sre_constants sre_parse"},
    {PythonVersion::py37, PythonVersion::py313, "_compression"},
    {PythonVersion::py37, PythonVersion::py312,
     "_crypt _msi aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes "
     "sndhdr spwd sunau telnetlib uu xdrlib"},
    {PythonVersion::py37, PythonVersion::py311, "_sha256 _sha512 asynchat asyncore distutils imp smtpd"},
    {PythonVersion::py37, PythonVersion::py310, "binhex"},
    {PythonVersion::py37, PythonVersion::py39, "_bootlocale formatter parser symbol"},
    {PythonVersion::py37, PythonVersion::py38, "_dummy_thread dummy_threading"},
    {PythonVersion::py37, PythonVersion::py37, "macpath"},
    {PythonVersion::py38, PythonVersion::py315, "_posixshmem _statistics _testinternalcapi"},
    {PythonVersion::py38, PythonVersion::py312, "_xxsubinterpreters"},
    {PythonVersion::py39, PythonVersion::py315, "_aix_support _zoneinfo graphlib zoneinfo"},
    {PythonVersion::py39, PythonVersion::py311, "_bootsubprocess"},
    {PythonVersion::py39, PythonVersion::py39, "_peg_parser"},
    {PythonVersion::py310, PythonVersion::py315, "_testclinic xxlimited_35"},
    {PythonVersion::py311, PythonVersion::py315,
     "__hello_alias__ __hello_only__ __phello_alias__ _tokenize _typing tomllib"},
    {PythonVersion::py312, PythonVersion::py315, "_pydatetime _pylong _sha2 _testsinglephase _wmi"},
    {PythonVersion::py312, PythonVersion::py312, "_xxinterpchannels"},
    {PythonVersion::py313, PythonVersion::py315,
     "_android_support _apple_support _colorize _interpchannels _interpqueues _interpreters _ios_support "
     "_opcode_metadata _pyrepl _suggestions _sysconfig _testclinic_limited _testlimitedcapi"},
    {PythonVersion::py313, PythonVersion::py313, "_testexternalinspection"},
    {PythonVersion::py314, PythonVersion::py315,
     "_ast_unparse _hmac _py_warnings _remote_debugging _types _zstd annotationlib compression"},
    {PythonVersion::py315, PythonVersion::py315, "_math_integer profiling"},
};

struct Module {
  std::string_view name;
  PythonVersion first = kOldestPython;
  PythonVersion last = kOldestPython;
};

// A table of open addressing, filled by the compiler: one look in most cases, and nothing to do at start-up.
constexpr std::size_t kSlots = 1024;

constexpr std::size_t slot_of(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return (hash ^ hash >> 15) % kSlots;
}

constexpr std::array<Module, kSlots> spread() {
  std::array<Module, kSlots> table{};
  for (const Era& era : kEras) {
    for (std::string_view rest = era.names; !rest.empty();) {
      const std::string_view name = rest.substr(0, rest.find(' '));
      rest.remove_prefix(name.size() < rest.size() ? name.size() + 1 : name.size());
      std::size_t slot = slot_of(name);
      while (!table[slot].name.empty()) slot = (slot + 1) % kSlots;
      table[slot] = {name, era.first, era.last};
    }
  }
  return table;
}

constexpr std::array<Module, kSlots> kModules = spread();

}  // namespace

bool is_stdlib_module(std::string_view name, PythonVersion version) {
  for (std::size_t slot = slot_of(name); !kModules[slot].name.empty(); slot = (slot + 1) % kSlots) {
    const Module& module = kModules[slot];
    if (module.name == name) return module.first <= version && version <= module.last;
  }
  return false;
}

}  // namespace whip::rules
