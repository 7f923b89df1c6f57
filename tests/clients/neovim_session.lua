-- Neovim's own language client: open, findings, an edit, a code action, layout.

local project = os.getenv("WHIP_PROJECT")
local path = project .. "/app.py"

local function fail(what)
  io.stderr:write("neovim: " .. what .. "\n")
  vim.cmd("cquit 1")
end

local function wait_for(what, condition)
  if not vim.wait(20000, condition, 5) then fail("timed out: " .. what) end
end

local function text() return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), "\n") end

local function expect(what, wanted)
  if text() ~= wanted then fail(what .. ":\n" .. text() .. "\ninstead of\n" .. wanted) end
end

local function codes()
  local found = {}
  for _, item in ipairs(vim.diagnostic.get(0)) do
    found[#found + 1] = item.user_data and item.user_data.lsp and item.user_data.lsp.code or item.code
  end
  table.sort(found)
  return table.concat(found, " ")
end

vim.cmd("edit " .. path)
local client_id = vim.lsp.start_client({ name = "whip", cmd = { os.getenv("WHIP"), "server" }, root_dir = project })
if not client_id then fail("the server did not start") end
vim.lsp.buf_attach_client(0, client_id)
wait_for("findings of the file", function() return codes() == "F401 I001" end)

-- An edit of the buffer, which the client sends as a change of a range.
vim.api.nvim_buf_set_lines(0, 3, 3, true, { "print(missing)" })
wait_for("findings after an edit", function() return codes() == "F401 F821 I001" end)
vim.api.nvim_buf_set_lines(0, 3, 4, true, {})
wait_for("findings after taking it back", function() return codes() == "F401 I001" end)

local client = vim.lsp.get_client_by_id(client_id)
local function actions(only)
  local params = vim.lsp.util.make_given_range_params({ 1, 0 }, { 4, 0 })
  params.context = { diagnostics = {}, only = only }
  local answer = client.request_sync("textDocument/codeAction", params, 20000, 0)
  if not answer or answer.err then fail("no code actions") end
  return answer.result
end

local function apply(action)
  if not action.edit then
    local answer = client.request_sync("codeAction/resolve", action, 20000, 0)
    if not answer or answer.err then fail("the action could not be resolved") end
    action = answer.result
  end
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
end

for _, action in ipairs(actions({ "quickfix" })) do
  if action.title:find("Remove unused import") then
    apply(action)
    break
  end
end
expect("the quick fix", "import os\n\nprint( os.sep )")
wait_for("no findings any more", function() return codes() == "" end)

vim.lsp.buf.formatting_sync({}, 20000)
expect("the layout", "import os\n\nprint(os.sep)")

vim.lsp.stop_client(client_id)
wait_for("the end of the server", function() return client.is_stopped() end)
vim.cmd("qall!")
