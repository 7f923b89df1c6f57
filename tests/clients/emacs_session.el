;;; Emacs with eglot: open, findings, an edit, a code action, layout.  -*- lexical-binding: t -*-

(require 'eglot)
(require 'cl-lib)

(defvar whip-project (getenv "WHIP_PROJECT"))
(setq eglot-sync-connect 20
      eglot-autoshutdown nil
      eglot-send-changes-idle-time 0
      make-backup-files nil
      create-lockfiles nil)
(add-to-list 'eglot-server-programs `(python-mode . (,(getenv "WHIP") "server")))

(defun whip-fail (what)
  (message "emacs: %s" what)
  (kill-emacs 1))

(defun whip-wait (what condition)
  (let ((deadline (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) deadline) (whip-fail (format "timed out: %s" what)))
      (accept-process-output nil 0.02)
      (whip-tell-changes))))

;; No commands are run in batch mode, so nothing else says that the buffer changed.
(defun whip-tell-changes ()
  (when (eglot-current-server) (eglot--signal-textDocument/didChange)))

(defun whip-expect (what wanted)
  (unless (equal (buffer-string) wanted)
    (whip-fail (format "%s:\n%s\ninstead of\n%s" what (buffer-string) wanted))))

(defun whip-messages ()
  (mapconcat (lambda (diagnostic) (flymake-diagnostic-text diagnostic)) (flymake-diagnostics) "\n"))

(defun whip-says (&rest words)
  (lambda ()
    (flymake-start)
    (cl-every (lambda (word) (string-match-p (regexp-quote word) (whip-messages))) words)))

;; `project-find-functions' wants a version control; the folder is enough here.
(add-hook 'project-find-functions (lambda (_) (cons 'transient whip-project)))
(find-file (expand-file-name "app.py" whip-project))
(python-mode)
(apply #'eglot (let ((current-prefix-arg nil)) (eglot--guess-contact)))
(whip-wait "a server" #'eglot-current-server)
(whip-wait "findings of the file" (whip-says "`sys` imported but unused" "un-sorted"))

(goto-char (point-max))
(insert "print(missing)\n")
(whip-wait "findings after an edit" (whip-says "Undefined name `missing`"))
(forward-line -1)
(delete-region (point) (point-max))
(whip-wait "findings after taking it back"
           (lambda () (flymake-start) (not (string-match-p "missing" (whip-messages)))))

(whip-tell-changes)
(let* ((server (eglot-current-server))
       (actions (jsonrpc-request
                 server :textDocument/codeAction
                 (list :textDocument (eglot--TextDocumentIdentifier)
                       :range (list :start (eglot--pos-to-lsp-position (point-min))
                                    :end (eglot--pos-to-lsp-position (point-max)))
                       :context '(:diagnostics [] :only ["quickfix"]))))
       (action (cl-find-if (lambda (item) (string-match-p "Remove unused import" (plist-get item :title)))
                           (append actions nil))))
  (unless action (whip-fail "no quick fix is offered"))
  (eglot--apply-workspace-edit (plist-get action :edit)))
(whip-expect "the quick fix" "import os\n\nprint( os.sep )\n")

(whip-tell-changes)
(eglot-format-buffer)
(whip-expect "the layout" "import os\n\nprint(os.sep)\n")
(eglot-shutdown (eglot-current-server))
(kill-emacs 0)
