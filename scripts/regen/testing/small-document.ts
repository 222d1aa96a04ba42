/** A document for tests: one operation, every part that the script reads. */
export const smallDocument = `openapi: 3.1.0
info:
  title: Small API
  version: 1.0.0
servers:
  - url: https://api.example.com/v1
security:
  - ApiKeyAuth: []
paths:
  /pets:
    post:
      summary: Create pet
      operationId: createPet
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/PetRequest'
            examples:
              cat:
                value:
                  id: 550e8400-cat
      responses:
        '201':
          description: Created
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Pet'
        '404':
          $ref: '#/components/responses/NotFound'
components:
  schemas:
    PetRequest:
      type: object
      required:
        - kind
      properties:
        id:
          type: string
        kind:
          type: string
          enum:
            - cat
            - dog
          default: cat
    Pet:
      type: object
      properties:
        kind:
          type: string
    Failure:
      type: object
      properties:
        error:
          type: string
  responses:
    NotFound:
      description: Not found
      content:
        application/json:
          schema:
            $ref: '#/components/schemas/Failure'
  securitySchemes:
    ApiKeyAuth:
      type: apiKey
      in: header
      name: X-API-Key
`;
