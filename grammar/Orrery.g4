// The Orrery language. Read it from the top: a file, its declarations, its statements, its
// expressions from loose brackets to tight operators, and last the tokens.
grammar Orrery;

// ------------------------------------------------------------------------------------- a file

program  : header? item* EOF ;
header   : ('program' | 'module') name ';' ;
item     : importDecl | typeDecl | paramDecl | inputDecl | shapeDecl | optionDecl | assumeDecl
         | outputDecl | decodeDecl | exampleDecl | checkDecl | statement ;

// ------------------------------------------------------------------------------- declarations

importDecl : 'import' STRING ('as' name)? ';'                       // import "dyck" as dyck;
           | 'from' STRING 'import' name (',' name)* ';' ;          // from "seq" import reverse;
typeDecl   : 'type' name '=' domain ';' ;                           // type Digit = 0..9;
paramDecl  : 'param' name (':' typeExpr)? '=' expr ';' ;            // param N = 10;
inputDecl  : annotation* 'input' name ('[' expr ']')? ':' domain    // input tokens[1..8] : "a".."e";
             ('split' expr)? ';' ;                                  //   split " " makes words tokens
shapeDecl  : 'shape' shape ';' ;                                    // shape Digit{1..3} "+" Digit;
optionDecl : 'option' name ('=' expr)? ';' ;                        // option causal;
assumeDecl : 'assume' expr ';' ;                                    // assume tokens[0] == "a";
outputDecl : annotation* 'output' name (':' typeExpr)? ('=' expr)?  // output y = x + 1 at last;
             ('at' expr)? ';' ;
decodeDecl : 'decode' name 'until' expr ('max' expr)? ';' ;         // decode out until "." max 20;
checkDecl  : 'check' (name ':')? expr ';' ;                         // check y >= 1;

exampleDecl  : 'example' (name ':')? expr                           // example "ab" -> [1, 2];
               ('do' intervention (',' intervention)*)?             //   do x[1] := 5, y from "ba"
               ('->' | '=>') expr ('within' expr)? ';' ;
intervention : path ('[' expr ']')? (':=' | 'from') expr ;
path         : name ('.' (name | INT))* ;

// A regular pattern of tokens.
shape         : shapeSequence ('|' shapeSequence)* ;
shapeSequence : shapeItem+ ;
shapeItem     : shapeAtom ('{' expr '}' | '*' | '+' | '?')? ;
shapeAtom     : STRING | INT | path | '{' exprs '}' | '(' shape ')' ;

// A set of values, and what a name may be declared as.
domain     : domainPart ('|' domainPart)* ;
domainPart : 'bool' | 'none' | '{' exprs? '}' | expr ;              // {"(", ")"}   0..9   Digit
typeExpr   : 'sel' | 'num' ('(' expr ',' expr ')')? | domain '?'? ; // D? may be undefined

// --------------------------------------------------------------------------------- statements

statement : annotation* target (',' target)* '=' exprs ';'                          # bind
          | annotation* 'var' target '=' expr ';'                                   # var
          | annotation* 'state' name ':' domain '=' expr ';'                        # state
          | 'next' name '=' expr ';'                                                # next
          | annotation* 'def' name '(' (parameter (',' parameter)*)? ')'
            ('->' typeExpr)? (block | '=' expr ';')                                 # def
          | 'for' name (',' name)* 'in' expr block                                  # for
          | 'if' expr block ('else' (block | statement))?                           # if
          | annotation* 'loop' (name 'in')? expr ('until' expr)? block              # loop
          | 'return' exprs ';'                                                      # return
          | expr ';'                                                                # watch
          | ';'                                                                     # empty
          ;

block      : '{' statement* '}' ;
target     : name (':' typeExpr)? ;
parameter  : name (':' typeExpr)? ('=' expr)? ;
annotation : '@' name ('(' arguments? ')')? ;                       // @role("router") @layer(2)
arguments  : argument (',' argument)* ;
argument   : (name '=')? expr ;
exprs      : expr (',' expr)* ;

// -------------------------------------------------------------------------------- expressions

expr : primary                                                      # prim
     | expr '(' arguments? ')'                                      # call
     | expr '[' expr ']'                                            # index
     | expr '.' name                                                # member
     | expr '^' expr                                                # binary
     | ('-' | '+') expr                                             # unary
     | expr ('*' | '/' | '//' | '%') expr                           # binary
     | expr ('+' | '-') expr                                        # binary
     | expr '..' expr                                               # binary
     | expr '??' expr                                               # binary
     | expr ('==' | '!=' | '<' | '<=' | '>' | '>=') expr            # binary
     | expr 'not'? 'in' expr                                        # binary
     | 'not' expr                                                   # unary
     | expr 'and' expr                                              # binary
     | expr 'or' expr                                               # binary
     | <assoc=right> expr 'if' expr 'else' expr                     # conditional
     ;

primary : (INT | FLOAT)                                             # number
        | STRING                                                    # text
        | ('true' | 'false' | 'True' | 'False')                     # truth
        | 'none'                                                    # none
        | name                                                      # ref
        | 'select' '(' expr ',' expr ',' comparison ')'             # selectCompare
        | 'select' '(' name ',' name ':' expr ')'                   # selectWhere
        | 'case' '{' (caseArm ';')* 'else' ':' expr ';'? '}'        # case
        | 'match' expr '{' (matchArm ';')* ('else' ':' expr ';'?)? '}'  # match
        | 'fn' '(' (name (',' name)*)? ')' '=>' expr                # lambda
        | '(' expr ')'                                              # paren
        | '[' (expr (generator | (',' expr)*))? ']'                 # list
        | '{' (entry (generator | (',' entry)*))? '}'               # dict
        ;

comparison : '==' | '!=' | '<' | '<=' | '>' | '>=' | 'true' ;
caseArm    : expr ':' expr ;
matchArm   : exprs ':' expr ;
entry      : expr ':' expr ;
generator  : 'for' name (',' name)* 'in' expr ('if' expr)? ;

// Words that are keywords only where the grammar asks for them.
name : ID | 'program' | 'module' | 'import' | 'from' | 'as' | 'type' | 'param' | 'input' | 'split'
     | 'shape' | 'option' | 'assume' | 'output' | 'at' | 'decode' | 'until' | 'max' | 'example'
     | 'do' | 'within' | 'check' | 'var' | 'state' | 'next' | 'loop' | 'case' | 'match' | 'fn'
     | 'sel' | 'num' | 'bool' ;

// ------------------------------------------------------------------------------------- tokens

INT     : [0-9] ([0-9_]* [0-9])? ;
FLOAT   : [0-9]+ ('.' [0-9]+ ([eE] [+-]? [0-9]+)? | [eE] [+-]? [0-9]+) ;
STRING  : '"' ('\\' ~[\r\n] | ~["\\\r\n])* '"' ;
ID      : [\p{L}_] [\p{L}\p{N}_]* '\''* ;                           // x, x', Größe
DOC     : '##' ~[\r\n]* -> channel(HIDDEN) ;                        // on the next declaration
COMMENT : '#' ~[\r\n]* -> channel(HIDDEN) ;
BLANK   : [ \t\r\n\uFEFF]+ -> channel(HIDDEN) ;

// What no program contains; named so that the compiler can say what is meant instead.
UNCLOSED : '"' ('\\' ~[\r\n] | ~["\\\r\n])* '\\'? ;                 // a string without its end
QUOTED   : '\'' ~['\r\n]* '\'' ;                                    // 'a'
FOREIGN  : '&&' | '||' | '!' | '**' | ('+' | '-' | '*' | '/' | '//' | '%' | '^') '=' ;
STRAY    : . ;
