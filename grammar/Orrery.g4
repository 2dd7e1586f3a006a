grammar Orrery;

// ---------------------------------------------------------------- file
program     : header? item* EOF ;
header      : ('program' | 'module') name ';' ;
item        : importDecl | typeDecl | paramDecl | inputDecl | shapeDecl | optionDecl | assumeDecl
            | outputDecl | decodeDecl | exampleDecl | checkDecl | statement ;

importDecl  : 'import' STRING ('as' name)? ';'                      // import "dyck" as dyck;
            | 'from' STRING 'import' name (',' name)* ';' ;           // from "std/seq" import reverse, shift;
typeDecl    : 'type' name '=' domain ';' ;                          // type Digit = 0..9;
paramDecl   : 'param' name (':' typeExpr)? '=' expr ';' ;               // param N = 10;            (-D N=20)
inputDecl   : annotation* 'input' name lengths? ':' domain inputOpt* ';' ;   // input tokens[1..10] : "a".."e";
inputOpt    : 'split' expr ;                                      // split " "  : words; default: code points
shapeDecl   : 'shape' shapeAlt ';' ;                              // shape Digit{1..3} "+" Digit{1..3} "=";
shapeAlt    : shapeSeq ('|' shapeSeq)* ;
shapeSeq    : shapeItem+ ;
shapeItem   : (STRING | INT | path | '{' exprs '}' | '(' shapeAlt ')') ('{' expr '}' | '*' | '+' | '?')? ;
optionDecl  : 'option' name ('=' expr)? ';' ;                       // option causal;  option bos = "BOS";
assumeDecl  : 'assume' expr ';' ;                                 // bool s-op: true at every position of a legal input
outputDecl  : annotation* 'output' name (':' typeExpr)? ('=' expr)? ('at' expr)? ';' ;
decodeDecl  : 'decode' name 'until' expr ('max' expr)? ';' ;        // greedy generation from the last position
exampleDecl : 'example' (name ':')? expr doClause? op=('->' | '=>') expr ('within' expr)? ';' ;
doClause    : 'do' doAssign (',' doAssign)* ;                     // interventions
doAssign    : path ('[' expr ']')? (':=' | 'from') expr ;            // set a node, or take its values from another input
checkDecl   : 'check' (name ':')? expr ';' ;                        // bool s-op: true for every legal input
path        : name ('.' (name | INT))* ;

// ---------------------------------------------------------------- domains and types
domain      : domainPart ('|' domainPart)* ;
domainPart  : '{' (expr (',' expr)*)? '}'                         // {"(", ")"}   {1, 3, 5}
            | 'bool' | 'none'
            | expr ;                                              // 0..9   "a".."z"   a type name   a constant list
lengths     : '[' expr ']' ;                                      // [8] or [1..8]: the number of positions
typeExpr    : domain '?'?                                         // D? : may be undefined
            | 'sel' | 'num' ('(' expr ',' expr ')')? ;

// ---------------------------------------------------------------- statements
statement   : annotation* targets '=' exprs ';'                   # bind
            | annotation* 'var' name (':' typeExpr)? '=' expr ';'       # varDecl
            | annotation* 'state' name ':' domain '=' expr ';'      # stateDecl
            | 'next' name '=' expr ';'                              # nextStmt
            | annotation* 'def' name '(' params? ')' ('->' typeExpr)? (block | '=' expr ';')   # funcDef
            | 'for' name (',' name)* 'in' expr block                  # forStmt
            | 'if' expr block ('else' (block | statement))?       # ifStmt
            | annotation* 'loop' (name 'in')? expr ('until' expr)? block   # loopStmt
            | 'return' exprs ';'                                  # returnStmt
            | expr ';'                                            # watch        // shown by the REPL, ignored by the compiler
            | ';'                                                 # emptyStmt ;
block       : '{' statement* '}' ;
targets     : target (',' target)* ;
target      : name (':' typeExpr)? ;
exprs       : expr (',' expr)* ;
params      : param (',' param)* ;
param       : name (':' typeExpr)? ('=' expr)? ;
annotation  : '@' name ('(' args? ')')? ;                           // @hidden @node @decoy @name("x") @encode(num) @role("router") @layer(2)
args        : arg (',' arg)* ;
arg         : (name '=')? expr ;

// ---------------------------------------------------------------- expressions (tight to loose)
expr        : primary                                             # prim
            | expr '(' args? ')'                                  # call
            | expr '[' expr ']'                                   # index
            | expr '.' name                                         # member
            | <assoc=right> expr '^' expr                         # pow
            | op=('-' | '+') expr                                 # sign
            | expr op=('*' | '/' | '//' | '%') expr               # mul
            | expr op=('+' | '-') expr                            # add
            | expr '..' expr                                      # range
            | expr '??' expr                                      # coalesce
            | expr op=('==' | '!=' | '<' | '<=' | '>' | '>=') expr   # cmp
            | expr ('not')? 'in' expr                             # inSet
            | 'not' expr                                          # not
            | expr 'and' expr                                     # and
            | expr 'or' expr                                      # or
            | <assoc=right> expr 'if' expr 'else' expr            # cond
            ;
primary     : INT                                                 # int
            | FLOAT                                               # float
            | STRING                                              # str
            | ('true' | 'True')                                   # true
            | ('false' | 'False')                                 # false
            | 'none'                                              # none
            | name                                                # ref
            | 'select' '(' expr ',' expr ',' selop ')'            # selectOp       // select(keys, queries, ==)
            | 'select' '(' name ',' name ':' expr ')'                 # selectPred     // select(q, k: tokens[k] == tokens[q] and k < q)
            | 'case' '{' (arm ';')* 'else' ':' expr ';'? '}'      # caseExpr
            | 'match' expr '{' (marm ';')* ('else' ':' expr ';'?)? '}'   # matchExpr
            | 'fn' '(' (name (',' name)*)? ')' '=>' expr              # lambda
            | '(' expr ')'                                        # paren
            | '[' (expr (',' expr)*)? ']'                         # list
            | '[' expr 'for' name (',' name)* 'in' expr ('if' expr)? ']'     # listComp
            | '{' (entry (',' entry)*)? '}'                       # dict
            | '{' entry 'for' name (',' name)* 'in' expr ('if' expr)? '}'    # dictComp
            ;
arm         : expr ':' expr ;
marm        : expr (',' expr)* ':' expr ;
entry       : expr ':' expr ;
selop       : '==' | '!=' | '<' | '<=' | '>' | '>=' | 'true' ;

// words that are keywords only where the grammar asks for them
name          : ID | 'max' | 'at' | 'as' | 'from' | 'type' | 'param' | 'input' | 'output' | 'option' | 'assume' | 'decode' | 'until'
            | 'example' | 'check' | 'do' | 'split' | 'shape' | 'state' | 'next' | 'var' | 'loop' | 'match' | 'case' | 'fn'
            | 'sel' | 'num' | 'bool' | 'import' | 'program' | 'module' | 'within' ;

INT         : [0-9] ([0-9_]* [0-9])? ;
FLOAT       : [0-9]+ '.' [0-9]+ ([eE] [+-]? [0-9]+)? ;
STRING      : '"' ( '\\' . | ~["\\\r\n] )* '"' ;
ID          : [\p{L}_] [\p{L}\p{N}_]* '\''* ;                      // x, x', Größe
DOC         : '##' ~[\r\n]* -> channel(HIDDEN) ;                  // documents the next declaration
COMMENT     : '#' ~[\r\n]* -> channel(HIDDEN) ;
WS          : [ \t\r\n]+ -> channel(HIDDEN) ;
UNTERMINATED: '"' ( '\\' . | ~["\\\r\n] )* ;                       // reported: string is not closed
BAD         : . ;                                                 // reported: unexpected character
