// The writers of single statements, one per kind; the table in statement.cpp calls them. Each writes what stands
// between the statement's leading and trailing comments.
#pragma once

#include "formatter/python/context.h"

namespace whip::fmt {

void write_function_def(Context& context, AstNode statement);
void write_class_def(Context& context, AstNode statement);
void write_if(Context& context, AstNode statement);
void write_for(Context& context, AstNode statement);
void write_while(Context& context, AstNode statement);
void write_with(Context& context, AstNode statement);
void write_try(Context& context, AstNode statement);
void write_match(Context& context, AstNode statement);

void write_assign(Context& context, AstNode statement);
void write_annotated_assign(Context& context, AstNode statement);
void write_augmented_assign(Context& context, AstNode statement);
void write_type_alias(Context& context, AstNode statement);

void write_import(Context& context, AstNode statement);
void write_import_from(Context& context, AstNode statement);
void write_return(Context& context, AstNode statement);
void write_raise(Context& context, AstNode statement);
void write_assert(Context& context, AstNode statement);
void write_delete(Context& context, AstNode statement);
void write_global(Context& context, AstNode statement);
void write_nonlocal(Context& context, AstNode statement);
void write_expression_statement(Context& context, AstNode statement);

// In notebooks: the `;` that keeps the cell's last value from being shown.
void write_notebook_semicolon(Context& context, AstNode statement);

}  // namespace whip::fmt
